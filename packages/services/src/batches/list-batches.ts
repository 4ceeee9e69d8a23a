import type { Batch, BatchFilter, BatchSort, JsonValue, Page } from "@tfbench/contracts";
import { batches } from "@tfbench/store";
import type { BatchPosition } from "@tfbench/store";
import type { Context } from "../context.ts";
import { decodePageCursor, encodePageCursor, foreignCursor } from "../page-cursor.ts";
import { withCounts } from "./with-counts.ts";

export type ListBatchesInput = {
  filter: BatchFilter;
  /** The newest first where it is left out. */
  sort?: BatchSort;
  /** `next_cursor` of the page before; null for the first page. */
  cursor: string | null;
  limit: number;
};

/** Batches in the order that was asked for. */
export async function listBatches(ctx: Context, input: ListBatchesInput): Promise<Page<Batch>> {
  const { filter, sort = "-id", cursor, limit } = input;
  const { status = null, scenario_id = null, target_id = null, origin = null, search = null } = filter;
  const wanted = { status, scenario_id, target_id, origin, search };
  const scope: JsonValue = { list: "batches", project_id: ctx.project_id, sort, ...wanted };
  const after = cursor === null ? null : positionOf(sort, decodePageCursor(scope, cursor));

  const rows = await batches.listPage(ctx.db, { project_id: ctx.project_id, filter, sort, after, limit: limit + 1 });

  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const data = await withCounts(
    ctx.db,
    shown.map(({ sort_key: _, ...row }) => row),
  );
  const goesOn = rows.length > limit && last !== undefined;
  return { data, next_cursor: goesOn ? encodePageCursor(scope, [last.sort_key, last.id]) : null };
}

const LARGEST_ID = 2_147_483_647;
const isId = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= LARGEST_ID;

function positionOf(sort: BatchSort, written: unknown): BatchPosition {
  if (!Array.isArray(written) || written.length !== 2) throw foreignCursor();
  const [key, id]: unknown[] = written;
  if (typeof key !== "string" || !isId(id)) throw foreignCursor();
  const isName = sort === "scenario_name" || sort === "-scenario_name";
  if (!isName && !isId(Number(key))) throw foreignCursor();
  return { key, id };
}
