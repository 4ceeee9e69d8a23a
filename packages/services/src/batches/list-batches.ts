import type { Batch, BatchFilter, JsonValue, Page } from "@tfbench/contracts";
import { batches } from "@tfbench/store";
import type { Context } from "../context.ts";
import { decodePageCursor, encodePageCursor, foreignCursor } from "../page-cursor.ts";
import { withCounts } from "./with-counts.ts";

export type ListBatchesInput = {
  filter: BatchFilter;
  /** `next_cursor` of the page before; null for the first page. */
  cursor: string | null;
  limit: number;
};

/** Batches, the newest first. */
export async function listBatches(ctx: Context, { filter, cursor, limit }: ListBatchesInput): Promise<Page<Batch>> {
  const { status = null, scenario_id = null, origin = null } = filter;
  const scope: JsonValue = { list: "batches", project_id: ctx.project_id, status, scenario_id, origin };
  const before_id = cursor === null ? null : batchIdOf(decodePageCursor(scope, cursor));

  const rows = await batches.listPage(ctx.db, { project_id: ctx.project_id, filter, before_id, limit: limit + 1 });

  const data = await withCounts(ctx.db, rows.slice(0, limit));
  const last = data.at(-1);
  return { data, next_cursor: rows.length > limit && last !== undefined ? encodePageCursor(scope, last.id) : null };
}

function batchIdOf(position: unknown): number {
  if (typeof position !== "number" || !Number.isInteger(position) || position < 1 || position > 2_147_483_647)
    throw foreignCursor();
  return position;
}
