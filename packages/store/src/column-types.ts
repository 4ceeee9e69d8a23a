import type { LoadPart, SearchState, Stamps, SweepAxis } from "@tfbench/contracts";
import { sql } from "drizzle-orm";
import { customType, integer, jsonb, text } from "drizzle-orm/pg-core";
import { parseInstant } from "./column-parsers.ts";

/** timestamptz as the contracts' Instant, an ISO string with milliseconds. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => "timestamp with time zone",
  fromDriver: parseInstant,
});

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

export const id = () => integer().primaryKey().generatedAlwaysAsIdentity();
export const created_at = () =>
  instant()
    .notNull()
    .default(sql`now()`);
export const object = () => jsonb().notNull().default({});
export const stamps = () => jsonb().$type<Stamps>();
export const loadPart = () => text().$type<LoadPart>();
export const searchState = () => jsonb().$type<SearchState>();
export const sweepAxis = () => text().$type<SweepAxis>();
