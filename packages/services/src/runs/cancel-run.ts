import { AppError, isFinalRunStatus } from "@tfbench/contracts";
import type { RunSummary } from "@tfbench/contracts";
import { batchWrites } from "@tfbench/store";
import type { RunSource, Sql } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import { endCancelledBatch } from "../batches/end-cancelled-batch.ts";
import type { Context } from "../context.ts";
import { found } from "../not-found.ts";
import { addToRollups } from "../rollups/add-to-rollups.ts";
import { getRunSummary } from "./get-run-summary.ts";

/** A queued run ends at once; a running one is asked to stop. Asking again changes nothing; a run that ended otherwise is refused. */
export async function cancelRun(ctx: Context, input: { id: number }): Promise<RunSummary> {
  await ctx.db.transaction((tx) => cancel(ctx, tx, input.id));
  return getRunSummary(ctx, input.id);
}

async function cancel(ctx: Context, tx: Sql, id: number): Promise<void> {
  const key = { project_id: ctx.project_id, run_id: id };
  const { batch_id, plan } = found(await batchWrites.findRunSource(tx, key), { noun: "Run", id });
  const batch = found(await batchWrites.findForUpdate(tx, { project_id: ctx.project_id, id: batch_id }), {
    noun: "Batch",
    id: batch_id,
  });
  if (plan.provider !== "tinyfish")
    throw new AppError("not_cancellable", `Run ${id} is part of a load, which cannot do without single runs.`, {
      hint: `Cancel batch ${batch_id} as a whole.`,
    });
  const ended = await batchWrites.cancelQueued(tx, batch_id, id);
  const isAsked = ended.length > 0 || (await batchWrites.requestCancelOfRunning(tx, batch_id, id));
  if (!isAsked) return assertCancelled(id, found(await batchWrites.findRunSource(tx, key), { noun: "Run", id }));

  if (batch.status === "queued" && (await batchWrites.countQueued(tx, batch_id)) === 0)
    await endCancelledBatch(tx, batch_id);
  await addToRollups(tx, ended);
  await recordAudit(ctx, tx, { action: "cancel", noun: "run", noun_id: id });
  await ctx.db.live.publish(tx, [
    { kind: "cancel_run", run_id: id, batch_id },
    { kind: "run", run_id: id, batch_id },
    { kind: "batch", batch_id },
  ]);
}

/** Nothing was left to cancel: fine where that is because it was cancelled before, refused where the run ended by itself. */
function assertCancelled(id: number, { status, cancelled_by }: RunSource): void {
  if (!isFinalRunStatus(status) || (status === "cancelled" && cancelled_by === "user")) return;
  throw new AppError("not_cancellable", `Run ${id} has ended already (${status}).`, { details: { status } });
}
