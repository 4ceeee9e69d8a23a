import type { RunSort } from "@tfbench/contracts";
import type { RunPosition } from "@tfbench/store";
import { foreignCursor } from "../page-cursor.ts";

const INSTANT_WITH_MICROSECONDS = /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const NUMBER = /^-?\d{1,20}(\.\d{1,30})?(e[+-]\d{1,3})?$/;
const LARGEST_ID = 2_147_483_647;

/** Checks the position out of a cursor, so that the database is never handed a text it cannot cast. */
export function parseRunPosition(sort: RunSort, position: unknown): RunPosition {
  if (!Array.isArray(position) || position.length !== 2) throw foreignCursor();
  const [sort_key, id]: unknown[] = position;
  if (typeof id !== "number" || !Number.isInteger(id) || id < 1 || id > LARGEST_ID) throw foreignCursor();
  const column = sort.replace(/^-/, "");
  if (column === "id" && sort_key === String(id)) return { sort_key, id };
  if (column === "due_at" && typeof sort_key === "string" && isInstant(sort_key)) return { sort_key, id };
  if (column !== "id" && column !== "due_at") {
    if (sort_key === null) return { sort_key, id };
    if (typeof sort_key === "string" && isNumber(sort_key)) return { sort_key, id };
  }
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
