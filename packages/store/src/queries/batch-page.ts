import type { BatchFilter, BatchSort } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { BATCH_COLUMNS, BATCH_JOINS } from "./batch-columns.ts";
import type { BatchRow } from "./batch-columns.ts";
import { StatementParameters } from "./statement.ts";
import type { Statement } from "./statement.ts";

/** Where a page ended: the value of the sorted key, as text, and the id. */
export type BatchPosition = { key: string; id: number };
export type BatchPageOrder = {
  project_id: number;
  filter: BatchFilter;
  sort: BatchSort;
  after: BatchPosition | null;
  limit: number;
};
export type BatchPageRow = BatchRow & { sort_key: string };

const LARGEST_ID = 2_147_483_647;
const KEYS = {
  id: { expression: "b.id", cast: "integer" },
  run_count: { expression: "b.run_count", cast: "integer" },
  // COLLATE "C": the same order on every database, and the order of the cursor.
  scenario_name: { expression: `lower(s.name) COLLATE "C"`, cast: `text COLLATE "C"` },
} as const;

/** Batches in the order that was asked for. */
export async function selectBatchPage(sql: Sql, order: BatchPageOrder): Promise<BatchPageRow[]> {
  const { text, values } = batchPageStatement(order);
  return sql.query<BatchPageRow>(text, values);
}

/** The ids are picked first, so that plans and summaries are read of one page only. */
export function batchPageStatement({ project_id, filter, sort, after, limit }: BatchPageOrder): Statement {
  const parameters = new StatementParameters();
  const isDescending = sort.startsWith("-");
  const { expression, cast } = KEYS[keyOf(sort)];
  const direction = isDescending ? "DESC" : "ASC";
  const conditions = [`b.project_id = ${parameters.add(project_id)}`, ...filterConditions(filter, parameters)];
  if (after !== null) {
    const place = `(${parameters.add(after.key)}::${cast}, ${parameters.add(after.id)}::integer)`;
    conditions.push(`(${expression}, b.id) ${isDescending ? "<" : ">"} ${place}`);
  }
  const text = `
SELECT ${BATCH_COLUMNS}, page.sort_key::text AS sort_key
FROM (
  SELECT b.id, ${expression} AS sort_key FROM batches b JOIN scenarios s ON s.id = b.scenario_id
  WHERE ${conditions.join(" AND ")} ORDER BY ${expression} ${direction}, b.id ${direction} LIMIT ${parameters.add(limit)}
) page
JOIN batches b ON b.id = page.id ${BATCH_JOINS}
ORDER BY page.sort_key ${direction}, b.id ${direction}`;
  return { text, values: parameters.values };
}

function keyOf(sort: BatchSort): keyof typeof KEYS {
  if (sort === "id" || sort === "-id") return "id";
  return sort === "run_count" || sort === "-run_count" ? "run_count" : "scenario_name";
}

function filterConditions(filter: BatchFilter, parameters: StatementParameters): string[] {
  const conditions: string[] = [];
  const lists = [
    ["b.status", filter.status],
    ["b.scenario_id", filter.scenario_id],
    ["b.target_id", filter.target_id],
  ] as const;
  for (const [column, wanted] of lists)
    if (wanted !== undefined && wanted.length > 0) conditions.push(parameters.equalsAny(column, wanted));
  if (filter.origin !== undefined) conditions.push(`b.origin = ${parameters.add(filter.origin)}`);
  const search = filter.search?.trim() ?? "";
  if (search !== "") conditions.push(searchCondition(search, parameters));
  return conditions;
}

function searchCondition(search: string, parameters: StatementParameters): string {
  const pattern = parameters.add(`%${search.replace(/[\\%_]/g, "\\$&")}%`);
  const places = [
    `s.name ILIKE ${pattern}`,
    `EXISTS (SELECT 1 FROM jsonb_each_text(b.labels) label WHERE label.key || '=' || label.value ILIKE ${pattern})`,
    ...(/^\d{1,10}$/.test(search) && Number(search) <= LARGEST_ID ? [`b.id = ${parameters.add(Number(search))}`] : []),
  ];
  return `(${places.join(" OR ")})`;
}
