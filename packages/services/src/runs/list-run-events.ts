import type { Page, RunEvent } from "@tfbench/contracts";
import { runs } from "@tfbench/store";
import type { Context } from "../context.ts";
import { notFound } from "../not-found.ts";

export type ListRunEventsInput = {
  run_id: number;
  /** The last event already known; -1 for all. */
  after_seq: number;
  limit: number;
};

/** A page of large events ends early once it holds this much. */
const PAGE_BYTES = 4_000_000;

/** Events in order; `next_cursor` is the `after_seq` of the next page. */
export async function listRunEvents(
  ctx: Context,
  { run_id, after_seq, limit }: ListRunEventsInput,
): Promise<Page<RunEvent>> {
  if (!(await runs.exists(ctx.db, { project_id: ctx.project_id, id: run_id }))) throw notFound("Run", run_id);
  const { events, has_more } = await runs.listEvents(ctx.db, { run_id, after_seq, limit, max_bytes: PAGE_BYTES });
  const last = events.at(-1);
  return { data: events, next_cursor: has_more && last !== undefined ? String(last.seq) : null };
}
