import { parseRunSort } from "@tfbench/contracts";
import type { RunSort, RunSortKey } from "@tfbench/contracts";

/** How a key of the list's order is read, compared and written down. */
export type SortColumn = {
  expression: string;
  cast: string;
  /** Exact text of a value, given the column it was read into. */
  keyText: (column: string) => string;
  isNullable: boolean;
};
export type SortPart = SortColumn & { key: RunSortKey; isDescending: boolean };

const asText = (column: string): string => `${column}::text`;
const measured = (expression: string, cast: string): SortColumn => ({
  expression,
  cast,
  keyText: asText,
  isNullable: true,
});
// COLLATE "C": the same order on every database, and the order of the cursor.
const word = (expression: string): SortColumn => ({
  expression: `${expression} COLLATE "C"`,
  cast: `text COLLATE "C"`,
  keyText: asText,
  isNullable: false,
});

const SORT_COLUMNS: Record<RunSortKey, SortColumn> = {
  id: { expression: "id", cast: "integer", keyText: asText, isNullable: false },
  // Written out because the text of a timestamptz depends on the session, and the driver keeps milliseconds only.
  due_at: {
    expression: "due_at",
    cast: "timestamptz",
    keyText: (column) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
    isNullable: false,
  },
  total_duration_ms: measured("total_duration_ms", "double precision"),
  ttft_ms: measured("ttft_ms", "double precision"),
  cost_usd: measured("cost_usd", "numeric"),
  steps: measured("steps", "integer"),
  status: word("status::text"),
  goal: word("goal"),
  scenario_name: word("sorted_name"),
};

/** Those with an index of their own, in which a page is found without looking at what is not on it. */
const INDEXED: readonly RunSortKey[] = ["id", "due_at", "total_duration_ms", "ttft_ms", "cost_usd"];

export function isIndexedSort(sort: RunSort): boolean {
  const [first, second, third] = sortPartsOf(sort);
  if (first === undefined || !INDEXED.includes(first.key) || third !== undefined) return false;
  return second === undefined || (second.key === "id" && second.isDescending === first.isDescending);
}

/** The parts of a sort, up to the id, which follows the direction of the part before it unless the sort names it. */
export function sortPartsOf(sort: RunSort): SortPart[] {
  const parts = parseRunSort(sort);
  const named = parts.findIndex(({ key }) => key === "id");
  // Nothing comes after the id: no two runs share one.
  const upToId =
    named === -1
      ? [...parts, { key: "id" as const, isDescending: parts.at(-1)?.isDescending ?? true }]
      : parts.slice(0, named + 1);
  return upToId.map(({ key, isDescending }) => ({ ...SORT_COLUMNS[key], key, isDescending }));
}

/** What a sort by the scenario's name needs beside `runs`. */
export const sortJoin = (sort: RunSort): string =>
  parseRunSort(sort).some(({ key }) => key === "scenario_name")
    ? " JOIN (SELECT id AS sorted_scenario_id, lower(name) AS sorted_name FROM scenarios) sorted ON sorted_scenario_id = scenario_id"
    : "";
