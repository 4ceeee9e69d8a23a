import type { JsonValue, Page, SweepSummary } from "@tfbench/contracts";
import { sweeps } from "@tfbench/store";
import type { Context } from "../context.ts";
import { decodePageCursor, encodePageCursor, foreignCursor } from "../page-cursor.ts";
import { describeSweep } from "./describe-sweep.ts";

export type ListSweepsInput = {
  /** `next_cursor` of the page before; null for the first page. */
  cursor: string | null;
  limit: number;
};

/** Sweeps, the newest first. */
export async function listSweeps(ctx: Context, { cursor, limit }: ListSweepsInput): Promise<Page<SweepSummary>> {
  const { project_id } = ctx;
  const scope: JsonValue = { list: "sweeps", project_id };
  const before_id = cursor === null ? null : idOf(decodePageCursor(scope, cursor));

  const rows = await sweeps.listPage(ctx.db, { project_id, before_id, limit: limit + 1 });

  const data = rows.slice(0, limit).map(describeSweep);
  const last = data.at(-1);
  return { data, next_cursor: rows.length > limit && last !== undefined ? encodePageCursor(scope, last.id) : null };
}

const LARGEST_ID = 2_147_483_647;

function idOf(position: unknown): number {
  if (typeof position !== "number" || !Number.isInteger(position) || position < 1 || position > LARGEST_ID)
    throw foreignCursor();
  return position;
}
