import { AppError, parseSlos } from "@tfbench/contracts";
import type { BatchPlan, SearchState } from "@tfbench/contracts";
import { searchThresholds } from "@tfbench/stats";
import { sweeps } from "@tfbench/store";
import type { EndedLoad, Sql } from "@tfbench/store";
import { withParts } from "../batches/with-parts.ts";
import { insertBatches, newBatch } from "../batches/write-batch.ts";
import type { Context } from "../context.ts";
import { inserted } from "../inserted.ts";
import { advanceSearch, endSearch } from "./advance-search.ts";
import { planSearchLoad } from "./plan-search-load.ts";
import { isLost, searchLoadOf } from "./search-load-of.ts";

/**
 * Takes batches that have just ended to the searches they are loads of, and writes the load that follows, in the transaction
 * that ended them: whoever is killed in between leaves neither. A search waits for one batch, so a second call finds none.
 */
export async function settleSearches(ctx: Context, tx: Sql, batchIds: readonly number[]): Promise<void> {
  for (const ended of await sweeps.lockSearches(tx, batchIds)) {
    const state = await stateAfter(tx, ended);
    await sweeps.saveSearch(
      tx,
      ended.sweep_id,
      state.ended === null ? await queueLoad(ctx, tx, { ended, state }) : state,
    );
  }
}

async function stateAfter(tx: Sql, ended: EndedLoad): Promise<SearchState> {
  const { search, axis, status, cancel_requested, reason_code, error } = ended;
  // Who asks for its end has seen the load: what it showed by then is no sample, even if nothing was left to stop.
  if (cancel_requested || status === "cancelled") return endSearch(search, "cancelled", null);
  if (!isLost(ended) && (status === "failed" || reason_code !== null))
    return endSearch(search, "broken", error ?? reason_code);
  if (searchThresholds(parseSlos(search.slos)).length !== search.thresholds.length)
    return endSearch(search, "broken", "Its objectives were written by another version, and cannot be read.");
  return advanceSearch(axis, search, await searchLoadOf(tx, ended));
}

type Next = { ended: EndedLoad; state: SearchState };

async function queueLoad(ctx: Context, tx: Sql, { ended, state }: Next): Promise<SearchState> {
  const plan = planOrProblem(ctx, ended.plan, state);
  if (typeof plan === "string") return endSearch(state, "broken", plan);
  const order = { labels: ended.labels, rerun_of_run: null, sweep_id: ended.sweep_id, idempotency: null };
  const batch = newBatch({ ...ctx, project_id: ended.project_id }, { ...order, plan, action: "create" });
  const { id } = inserted((await insertBatches(tx, ctx.queue, [batch]))[0]);
  return { ...state, open_batch_id: id };
}

/** Random arrivals of one level may be more than a batch holds. Its end must be written all the same. */
function planOrProblem(ctx: Context, plan: BatchPlan, state: SearchState): BatchPlan | string {
  try {
    const { planned, warm_up } = planSearchLoad(ctx, plan, state);
    return withParts({ ...plan, ...planned }, warm_up, ctx.providers.plannedEndMs);
  } catch (cause) {
    if (cause instanceof AppError) return cause.message;
    throw cause;
  }
}
