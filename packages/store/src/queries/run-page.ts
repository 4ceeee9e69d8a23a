import type { RunSort, RunSummary } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { RUN_SUMMARY_COLUMNS, RUN_SUMMARY_JOINS } from "./run-columns.ts";
import { foundTexts, needsRows, runConditions } from "./run-filter.ts";
import type { RunConditions } from "./run-filter.ts";
import { beyondPosition, orderBy } from "./run-place.ts";
import type { RunPosition, Toward } from "./run-place.ts";
import { isIndexedSort, sortJoin, sortPartsOf } from "./run-sort.ts";
import { StatementParameters } from "./statement.ts";
import type { Statement } from "./statement.ts";

/** `toward` says whether the rows that follow the position are wanted, or those that come before it. */
export type RunPageOrder = RunConditions & {
  sort: RunSort;
  after: RunPosition | null;
  toward: Toward;
  limit: number;
};
export type RunPageRow = RunSummary & { sort_keys: (string | null)[] };

/**
 * How one statement looks for the runs of a page.
 * - `values`: for a sort with an index of its own. Runs without a value come last in both directions and the index has
 *   them at one end only, so they are read apart. `any` for a sort that has to collect and sort.
 * - `reach`: `nearby` looks only at the next few runs of the list. `found_first` collects every match and then sorts.
 */
export type RunPageStep = {
  values: "present" | "missing" | "any";
  reach: "whole_list" | "nearby" | "found_first";
};

const NEARBY_RUNS = 4_000;

/** Up to `limit` runs beyond a position, in the order of the list whichever way they were read. */
export async function selectRunPage(sql: Sql, order: RunPageOrder): Promise<RunPageRow[]> {
  const rows = await selectOnward(sql, order);
  return order.toward === "next" ? rows : rows.reverse();
}

async function selectOnward(sql: Sql, order: RunPageOrder): Promise<RunPageRow[]> {
  if (!isIndexedSort(order.sort))
    return select(sql, order, { values: "any", reach: needsRows(order) ? "found_first" : "whole_list" });
  const [part] = sortPartsOf(order.sort);
  const inOrder = part?.isNullable ? (["present", "missing"] as const) : (["present"] as const);
  const segments = order.toward === "next" ? inOrder : inOrder.toReversed();
  const beginsIn = order.after === null ? segments[0] : order.after.keys[0] === null ? "missing" : "present";
  const rows: RunPageRow[] = [];
  let { after } = order;
  for (const values of segments.slice(segments.findIndex((segment) => segment === beginsIn))) {
    rows.push(...(await selectSegment(sql, { ...order, after, limit: order.limit - rows.length }, values)));
    if (rows.length >= order.limit) break;
    after = null;
  }
  return rows;
}

/**
 * A search cannot be answered from the sorted indexes, and how often a text occurs says nothing about where in the list
 * it does: walking the list for it may end after fifty runs or after all of them, at a row fetch each. So the next
 * 4,000 are looked at, which settles it for common texts; if they do not fill the page, the matches are collected
 * through the search indexes, which is quick for rare ones. Tagged runs have an index of their own to be collected from.
 */
async function selectSegment(sql: Sql, order: RunPageOrder, values: "present" | "missing"): Promise<RunPageRow[]> {
  if (!needsRows(order)) return select(sql, order, { values, reach: "whole_list" });
  if (order.search === null) return select(sql, order, { values, reach: "found_first" });
  const nearby = await select(sql, order, { values, reach: "nearby" });
  return nearby.length >= order.limit ? nearby : select(sql, order, { values, reach: "found_first" });
}

async function select(sql: Sql, order: RunPageOrder, step: RunPageStep): Promise<RunPageRow[]> {
  const { text, values } = runPageStatement(order, step);
  return sql.query<RunPageRow>(text, values);
}

/**
 * The ids are picked first, from an index alone where the filter allows (migrations 0002 and 0003), and only then joined
 * to their rows and names.
 */
export function runPageStatement(order: RunPageOrder, step: RunPageStep): Statement {
  const parameters = new StatementParameters();
  const parts = sortPartsOf(order.sort);
  const place = placeConditions(order, step, parameters).join(" AND ");
  const collects = step.values === "any";
  const found = collects ? foundTexts(order, parameters) : "";
  const conditions = runConditions(order, parameters, collects ? "found_first" : "row_by_row").join(" AND ");
  const limit = parameters.add(order.limit);
  const keys = parts.map(({ expression }, index) => `${expression} AS k${index}`).join(", ");
  const ordered = (columns: readonly string[]): string =>
    orderBy({ parts, toward: order.toward, isOneKind: step.values !== "any" }, columns);
  const byExpression = ordered(parts.map(({ expression }) => expression));
  const byKey = ordered(parts.map((_, index) => `k${index}`));
  const from = `runs${sortJoin(order.sort)}`;
  const picked = {
    whole_list: `SELECT id, ${keys} FROM ${from} WHERE ${place} AND ${conditions} ORDER BY ${byExpression} LIMIT ${limit}`,
    nearby: `SELECT id, ${keys}
      FROM (SELECT * FROM ${from} WHERE ${place} ORDER BY ${byExpression} LIMIT ${NEARBY_RUNS}) nearby
      WHERE ${conditions} ORDER BY ${byExpression} LIMIT ${limit}`,
    found_first: `SELECT * FROM (SELECT id, ${keys} FROM ${from} WHERE ${place} AND ${conditions} OFFSET 0) found
      ORDER BY ${byKey} LIMIT ${limit}`,
  }[step.reach];
  const sortKeys = parts.map(({ keyText }, index) => keyText(`page.k${index}`)).join(", ");
  const text = `
${found} SELECT ${RUN_SUMMARY_COLUMNS}, ARRAY[${sortKeys}] AS sort_keys
FROM (${picked}) page
JOIN runs r ON r.id = page.id ${RUN_SUMMARY_JOINS}
ORDER BY ${ordered(parts.map((_, index) => `page.k${index}`))}`;
  return { text, values: parameters.values };
}

/** Which part of the list, and from where on. */
function placeConditions(
  { project_id, sort, after, toward }: RunPageOrder,
  { values }: RunPageStep,
  parameters: StatementParameters,
): string[] {
  const parts = sortPartsOf(sort);
  const [first] = parts;
  const conditions = [`project_id = ${parameters.add(project_id)}`];
  if (values !== "any" && first?.isNullable)
    conditions.push(`${first.expression} IS ${values === "present" ? "NOT NULL" : "NULL"}`);
  if (after !== null)
    conditions.push(beyondPosition({ parts, after, toward, isOneKind: values !== "any" }, parameters));
  return conditions;
}
