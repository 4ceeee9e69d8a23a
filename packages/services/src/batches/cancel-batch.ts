import { AppError, Batch, isFinalBatchStatus } from "@tfbench/contracts";
import { batchWrites } from "@tfbench/store";
import type { Sql } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { found } from "../not-found.ts";
import { addToRollups } from "../rollups/add-to-rollups.ts";
import { settleSearches } from "../sweeps/settle-searches.ts";
import { endCancelledBatch } from "./end-cancelled-batch.ts";
import { getBatch } from "./get-batch.ts";

/**
 * Queued runs end at once; running ones are asked to stop, and their worker ends the batch. Asking again changes
 * nothing; a batch that ended otherwise is refused.
 */
export async function cancelBatch(ctx: Context, input: { id: number }): Promise<Batch> {
  await ctx.db.transaction((tx) => cancelBatchIn(ctx, tx, input.id));
  return Batch.parse(await getBatch(ctx, input.id));
}

/** In the caller's transaction. */
export async function cancelBatchIn(ctx: Context, tx: Sql, id: number): Promise<void> {
  const batch = found(await batchWrites.findForUpdate(tx, { project_id: ctx.project_id, id }), { noun: "Batch", id });
  if (batch.status === "cancelled") return;
  if (isFinalBatchStatus(batch.status)) {
    throw new AppError("not_cancellable", `Batch ${id} has ended already (${batch.status}).`, {
      details: { status: batch.status },
    });
  }
  const ended = await batchWrites.cancelQueued(tx, id, null);
  await batchWrites.requestCancelOfRunning(tx, id, null);
  await batchWrites.requestCancel(tx, id);
  if (batch.status === "queued") {
    await endCancelledBatch(tx, id);
    await settleSearches(ctx, tx, [id]);
  }
  await addToRollups(tx, ended);
  if (!batch.cancel_requested) await recordAudit(ctx, tx, { action: "cancel", noun: "batch", noun_id: id });
  await ctx.db.live.publish(tx, [
    { kind: "cancel_batch", batch_id: id },
    { kind: "batch", batch_id: id },
  ]);
}
