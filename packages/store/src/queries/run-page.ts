import type { RunSort, RunSummary } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { RUN_SUMMARY_COLUMNS, RUN_SUMMARY_JOINS } from "./run-columns.ts";
import { runConditions } from "./run-filter.ts";
import type { RunConditions } from "./run-filter.ts";
import { StatementParameters } from "./statement.ts";
import type { Statement } from "./statement.ts";

/** Where a page ended: the sort column as exact text (null for a run without it) and the run's id. */
export type RunPosition = { sort_key: string | null; id: number };
export type RunPageOrder = RunConditions & { sort: RunSort; after: RunPosition | null; limit: number };
export type RunPageRow = RunSummary & { sort_key: string | null };

/**
 * How one statement looks for the runs of a page.
 * - `values`: runs without a value come last in both directions, so they are read apart, when the others are through.
 * - `reach`: `nearby` looks only at the next few runs of the list. `found_first` collects every match and then sorts.
 */
export type RunPageStep = { values: "present" | "missing"; reach: "whole_list" | "nearby" | "found_first" };

const NEARBY_RUNS = 2_000;

type SortColumn = { column: string; cast: string; keyText: string; isNullable: boolean };
const SORT_COLUMNS: Record<string, SortColumn> = {
  id: { column: "id", cast: "integer", keyText: "id::text", isNullable: false },
  // Written out because the text of a timestamptz depends on the session, and the driver keeps milliseconds only.
  due_at: {
    column: "due_at",
    cast: "timestamptz",
    keyText: `to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
    isNullable: false,
  },
  total_duration_ms: {
    column: "total_duration_ms",
    cast: "double precision",
    keyText: "total_duration_ms::text",
    isNullable: true,
  },
  ttft_ms: { column: "ttft_ms", cast: "double precision", keyText: "ttft_ms::text", isNullable: true },
  cost_usd: { column: "cost_usd", cast: "numeric", keyText: "cost_usd::text", isNullable: true },
};

/** Up to `limit` runs after a position, in order. */
export async function selectRunPage(sql: Sql, order: RunPageOrder): Promise<RunPageRow[]> {
  const isPastValues = order.after?.sort_key === null;
  const rows = isPastValues ? [] : await selectPart(sql, order, "present");
  if (rows.length >= order.limit || !sortColumnOf(order.sort).isNullable) return rows;
  const rest = { ...order, after: isPastValues ? order.after : null, limit: order.limit - rows.length };
  return [...rows, ...(await selectPart(sql, rest, "missing"))];
}

/**
 * A search cannot be answered from the sorted indexes, and how often a text occurs says nothing about where in the list
 * it does: walking the list for it may end after fifty runs or after all of them, at a row fetch each. So the next
 * 2,000 are looked at, which settles it for common texts; if they do not fill the page, the matches are collected
 * through the search indexes, which is quick for rare ones.
 */
async function selectPart(sql: Sql, order: RunPageOrder, values: RunPageStep["values"]): Promise<RunPageRow[]> {
  if (order.search === null) return select(sql, order, { values, reach: "whole_list" });
  const nearby = await select(sql, order, { values, reach: "nearby" });
  return nearby.length >= order.limit ? nearby : select(sql, order, { values, reach: "found_first" });
}

async function select(sql: Sql, order: RunPageOrder, step: RunPageStep): Promise<RunPageRow[]> {
  const { text, values } = runPageStatement(order, step);
  return sql.query<RunPageRow>(text, values);
}

/**
 * The ids are picked first, from an index alone where the filter allows (migration 0002), and only then joined to their
 * rows and names. NULLS FIRST when ascending is how the indexes read backwards; a step sees only one kind of value.
 */
export function runPageStatement(order: RunPageOrder, step: RunPageStep): Statement {
  const parameters = new StatementParameters();
  const { column, keyText } = sortColumnOf(order.sort);
  const place = placeConditions(order, step, parameters).join(" AND ");
  const conditions = runConditions(order, parameters).join(" AND ");
  const limit = parameters.add(order.limit);
  const picked = {
    whole_list: `SELECT id, ${keyText} AS sort_key FROM runs WHERE ${place} AND ${conditions} ORDER BY ${orderBy(order.sort)} LIMIT ${limit}`,
    nearby: `SELECT id, ${keyText} AS sort_key
      FROM (SELECT * FROM runs WHERE ${place} ORDER BY ${orderBy(order.sort)} LIMIT ${NEARBY_RUNS}) nearby
      WHERE ${conditions} ORDER BY ${orderBy(order.sort)} LIMIT ${limit}`,
    found_first: `SELECT id, ${keyText} AS sort_key
      FROM (SELECT id${column === "id" ? "" : `, ${column}`} FROM runs WHERE ${place} AND ${conditions} OFFSET 0) found
      ORDER BY ${orderBy(order.sort)} LIMIT ${limit}`,
  }[step.reach];
  const text = `
SELECT ${RUN_SUMMARY_COLUMNS}, page.sort_key
FROM (${picked}) page
JOIN runs r ON r.id = page.id ${RUN_SUMMARY_JOINS}
ORDER BY ${orderBy(order.sort, "r.")}`;
  return { text, values: parameters.values };
}

/** Which part of the list, and from where on. */
function placeConditions(
  { project_id, sort, after }: RunPageOrder,
  { values }: RunPageStep,
  parameters: StatementParameters,
): string[] {
  const { column, cast, isNullable } = sortColumnOf(sort);
  const conditions = [`project_id = ${parameters.add(project_id)}`];
  if (isNullable) conditions.push(`${column} IS ${values === "present" ? "NOT NULL" : "NULL"}`);
  if (after === null) return conditions;
  const sign = sort.startsWith("-") ? "<" : ">";
  const beyond =
    column === "id" || after.sort_key === null
      ? `id ${sign} ${parameters.add(after.id)}`
      : `(${column}, id) ${sign} (${parameters.add(after.sort_key)}::${cast}, ${parameters.add(after.id)}::integer)`;
  return [...conditions, beyond];
}

function orderBy(sort: RunSort, prefix = ""): string {
  const { column, isNullable } = sortColumnOf(sort);
  const direction = sort.startsWith("-") ? "DESC" : "ASC";
  if (column === "id") return `${prefix}id ${direction}`;
  const nulls = isNullable ? (direction === "DESC" ? " NULLS LAST" : " NULLS FIRST") : "";
  return `${prefix}${column} ${direction}${nulls}, ${prefix}id ${direction}`;
}

function sortColumnOf(sort: RunSort): SortColumn {
  const found = SORT_COLUMNS[sort.replace(/^-/, "")];
  if (found === undefined) throw new Error(`No column for the sort ${sort}.`);
  return found;
}
