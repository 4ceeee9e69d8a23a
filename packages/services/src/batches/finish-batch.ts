import type { KpiBlock } from "@tfbench/contracts";
import { batches, finishedRuns } from "@tfbench/store";
import type { BatchEnding, FinishedRun } from "@tfbench/store";
import { summarizeRuns } from "@tfbench/stats";
import type { Context } from "../context.ts";
import { notFound } from "../not-found.ts";

export type FinishBatchInput = {
  /** Set when executing the batch itself failed; its runs that ended before keep what they measured. */
  failed?: { reason_code: string; error: string };
};
/** `ended`: whether this call ended the batch. False while runs are open, and when it had ended before. */
export type FinishedBatch = { ended: boolean; open_runs: number };

const RUNS_PER_READ = 1_000;

/** Ends a running batch once none of its runs is open: final status and summary, together. Safe to call again. */
export async function finishBatch(
  ctx: Pick<Context, "db">,
  batch_id: number,
  { failed }: FinishBatchInput = {},
): Promise<FinishedBatch> {
  const ending = await batches.findEnding(ctx.db, batch_id);
  if (ending === null) throw notFound("Batch", batch_id);
  const { status, open_runs } = ending;
  if (status !== "running" || open_runs > 0) return { ended: false, open_runs };

  // Runs that have ended never change again, so their figures need no lock and stay out of the transaction.
  const summary = await summarizeBatch(ctx, batch_id);
  const ended = await ctx.db.transaction(async (tx) => {
    const isEnded = await batches.end(tx, { batch_id, ...outcomeOf(ending, failed ?? null), summary });
    if (isEnded) await ctx.db.live.publish(tx, [{ kind: "batch", batch_id }]);
    return isEnded;
  });
  return { ended, open_runs };
}

async function summarizeBatch(ctx: Pick<Context, "db">, batch_id: number): Promise<KpiBlock> {
  const runs: FinishedRun[] = [];
  for await (const page of finishedRuns.readPagesOfBatch(ctx.db, batch_id, RUNS_PER_READ)) runs.push(...page);
  return summarizeRuns(runs);
}

type BatchOutcome = { status: "finished" | "failed" | "cancelled"; reason_code: string | null; error: string | null };

function outcomeOf(ending: BatchEnding, failed: { reason_code: string; error: string } | null): BatchOutcome {
  if (failed !== null) return { status: "failed", reason_code: failed.reason_code, error: failed.error };
  if (ending.cancel_requested && ending.cancelled_by_user > 0)
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
  return { status: "finished", reason_code: null, error: null };
}
