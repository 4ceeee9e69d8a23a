import type { KpiBlock } from "@tfbench/contracts";
import { batches, finishedRuns } from "@tfbench/store";
import type { BatchEnd, BatchEnding } from "@tfbench/store";
import { summarizeRuns } from "@tfbench/stats";
import type { Context } from "../context.ts";
import { addUpRuns } from "../figures/add-up.ts";
import { notFound } from "../not-found.ts";
import { settleSearches } from "../sweeps/settle-searches.ts";
import { describeLoad, NO_LOAD } from "./describe-load.ts";
import type { LoadEnding, SeenByThreads } from "./describe-load.ts";
import { judgeAgents } from "./judge-agents.ts";

export type FinishBatchInput = {
  /** Set when executing the batch itself failed; its runs that ended before keep what they measured. */
  failed?: { reason_code: string; error: string };
  /** The budget that kept some of its runs from starting. */
  stopped?: { reason_code: string; error: string };
  /** What the threads that measured a load saw of themselves; what its runs tell is counted here. */
  engine_health?: SeenByThreads;
};
/** `ended`: whether this call ended the batch. False while runs are open, and when it had ended before. */
export type FinishedBatch = { ended: boolean; open_runs: number };

const RUNS_PER_READ = 1_000;

/** Ends a running batch once none of its runs is open: final status and summary, together. Safe to call again. */
export async function finishBatch(
  ctx: Context,
  batch_id: number,
  input: FinishBatchInput = {},
): Promise<FinishedBatch> {
  const finished = (await finishBatches(ctx, [{ batch_id, ...input }])).get(batch_id);
  if (finished === undefined) throw notFound("Batch", batch_id);
  return finished;
}

/** As `finishBatch`, for many in few statements. Batches that do not exist are left out of the answer. */
export async function finishBatches(
  ctx: Context,
  inputs: readonly (FinishBatchInput & { batch_id: number })[],
): Promise<Map<number, FinishedBatch>> {
  const given = new Map(inputs.map((input) => [input.batch_id, input]));
  const endings = await batches.findEndings(ctx.db, [...given.keys()]);
  const ready = endings.filter(({ status, open_runs }) => status === "running" && open_runs === 0);
  // Runs that have ended never change again, so their figures need no lock and stay out of the transaction.
  const summaries = await summarizeBatches(ctx, ready);
  const loads: Map<number, LoadEnding> = await judgeAgents(ctx, ready);
  for (const ending of ready.filter(({ provider }) => provider !== "tinyfish"))
    loads.set(ending.batch_id, await describeLoad(ctx, ending, given.get(ending.batch_id)?.engine_health ?? null));
  const ends = ready.map((ending) => ({
    batch_id: ending.batch_id,
    ...outcomeOf(ending, given.get(ending.batch_id) ?? {}),
    summary: summaries.get(ending.batch_id) ?? summarizeRuns([]),
    ...(loads.get(ending.batch_id) ?? NO_LOAD),
  }));
  const ended = new Set(ends.length === 0 ? [] : await endAll(ctx, ends));
  return new Map(endings.map(({ batch_id, open_runs }) => [batch_id, { ended: ended.has(batch_id), open_runs }]));
}

const endAll = (ctx: Context, ends: readonly BatchEnd[]): Promise<number[]> =>
  ctx.db.transaction(async (tx) => {
    const ids = await batches.end(tx, ends);
    await settleSearches(ctx, tx, ids);
    await ctx.db.live.publish(
      tx,
      ids.map((batch_id) => ({ kind: "batch", batch_id })),
    );
    return ids;
  });

/** Small batches are read together, large ones page by page. */
async function summarizeBatches(
  ctx: Pick<Context, "db">,
  endings: readonly BatchEnding[],
): Promise<Map<number, KpiBlock>> {
  const isSmall = ({ ended_runs }: BatchEnding) => ended_runs * endings.length <= RUNS_PER_READ;
  const summaries = new Map<number, KpiBlock>();
  const small = endings.filter(isSmall).map(({ batch_id }) => batch_id);
  const runsOfSmall = small.length === 0 ? [] : await finishedRuns.readOfBatches(ctx.db, small);
  for (const [batchId, runs] of Map.groupBy(runsOfSmall, ({ batch_id }) => batch_id))
    summaries.set(batchId, summarizeRuns(runs));
  for (const { batch_id, ended_runs } of endings.filter((ending) => !isSmall(ending))) {
    const pages = finishedRuns.readPagesOfBatch(ctx.db, batch_id, RUNS_PER_READ);
    summaries.set(batch_id, await addUpRuns(pages, ended_runs));
  }
  return summaries;
}

type BatchOutcome = { status: "finished" | "failed" | "cancelled"; reason_code: string | null; error: string | null };

function outcomeOf(ending: BatchEnding, { failed, stopped }: FinishBatchInput): BatchOutcome {
  if (failed !== undefined) return { status: "failed", reason_code: failed.reason_code, error: failed.error };
  if (ending.cancel_requested && (ending.is_open_ended || ending.cancelled_by_user > 0))
    return { status: "cancelled", reason_code: null, error: null };
  if (ending.out_of_credits > 0) {
    return {
      status: "failed",
      reason_code: "out_of_credits",
      error: `The provider refused ${ending.out_of_credits} of ${ending.ended_runs} runs for lack of credits.`,
    };
  }
  if (ending.aborted === ending.ended_runs && ending.abort_reason !== null) {
    return {
      status: "failed",
      reason_code: ending.abort_reason,
      error: `Every run was aborted on our side (${ending.abort_reason}).`,
    };
  }
  return { status: "finished", reason_code: stopped?.reason_code ?? null, error: stopped?.error ?? null };
}
