import { parseRunSort } from "@tfbench/contracts";
import type { RunSort, RunSortKey } from "@tfbench/contracts";
import type { RunPosition, Toward } from "@tfbench/store";
import { foreignCursor } from "../page-cursor.ts";

export type RunPlace = { toward: Toward; after: RunPosition };

const INSTANT_WITH_MICROSECONDS = /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const NUMBER = /^-?\d{1,20}(\.\d{1,30})?(e[+-]\d{1,3})?$/;
const INTEGER = /^-?(0|[1-9]\d{0,9})$/;
const LARGEST_INTEGER = 2_147_483_647;

/** Checks the place out of a cursor, so that the database is never handed a text it cannot cast. */
export function parseRunPlace(sort: RunSort, place: unknown): RunPlace {
  if (!Array.isArray(place) || place.length !== 2) throw foreignCursor();
  const [toward, given]: unknown[] = place;
  if ((toward !== "next" && toward !== "previous") || !Array.isArray(given)) throw foreignCursor();
  const keys = keysUpToId(sort);
  const texts = given.map((text: unknown, index) => parseKey(keys[index], text));
  if (texts.length !== keys.length) throw foreignCursor();
  return { toward, after: { keys: texts } };
}

/** What a position holds: the sort's keys, ending with the id. */
function keysUpToId(sort: RunSort): RunSortKey[] {
  const keys = parseRunSort(sort).map(({ key }) => key);
  const named = keys.indexOf("id");
  return named === -1 ? [...keys, "id"] : keys.slice(0, named + 1);
}

const PARSERS: Record<RunSortKey, { isValid: (text: string) => boolean; isNullable: boolean }> = {
  id: { isValid: (text) => isInteger(text) && Number(text) >= 1, isNullable: false },
  due_at: { isValid: isInstant, isNullable: false },
  total_duration_ms: { isValid: isNumber, isNullable: true },
  ttft_ms: { isValid: isNumber, isNullable: true },
  cost_usd: { isValid: isNumber, isNullable: true },
  steps: { isValid: isInteger, isNullable: true },
  status: { isValid: isWord, isNullable: false },
  goal: { isValid: isWord, isNullable: false },
  scenario_name: { isValid: isWord, isNullable: false },
};

function parseKey(key: RunSortKey | undefined, text: unknown): string | null {
  const parser = key === undefined ? undefined : PARSERS[key];
  if (parser !== undefined && text === null && parser.isNullable) return null;
  if (parser !== undefined && typeof text === "string" && parser.isValid(text)) return text;
  throw foreignCursor();
}

function isInstant(text: string): boolean {
  if (!INSTANT_WITH_MICROSECONDS.test(text)) return false;
  const instant = new Date(text);
  // A day that does not exist (30 February) would come back as another one.
  return !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, -1) === text.slice(0, -4);
}

/** Within what both `double precision` and `numeric` can hold. */
function isNumber(text: string): boolean {
  const size = Math.abs(Number(text));
  return NUMBER.test(text) && (size === 0 ? /^-?[0.]+$/.test(text) : size > 1e-300 && size < 1e300);
}

function isInteger(text: string): boolean {
  return INTEGER.test(text) && Math.abs(Number(text)) <= LARGEST_INTEGER;
}

/** Text that PostgreSQL can hold. */
function isWord(text: string): boolean {
  return text.length <= 1_000 && text.isWellFormed() && !text.includes("\0");
}
