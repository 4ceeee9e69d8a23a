import type { JsonValue } from "@tfbench/contracts";
import { isRecord, type JsonRecord } from "../parse-json.ts";

/** Text that is there and not empty. */
export const textAt = (value: JsonValue | undefined): string | null =>
  typeof value === "string" && value !== "" ? value : null;

export const recordAt = (value: JsonValue | undefined): JsonRecord | null => (isRecord(value) ? value : null);

export const listAt = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);

const MAX_COUNT = 2_147_483_647;

/** A whole number of things. */
export const countAt = (value: JsonValue | undefined): number | null =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MAX_COUNT ? value : null;
