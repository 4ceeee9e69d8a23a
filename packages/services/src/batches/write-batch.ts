import type { Batch, BatchPlan, Labels, RunSummary } from "@tfbench/contracts";
import { batchWrites, readConstraintViolation } from "@tfbench/store";
import type { InsertedBatch } from "@tfbench/store";
import type { Context } from "../context.ts";
import { inserted } from "../inserted.ts";
import { describeFirstRun, describeNewBatch } from "./describe-new-batch.ts";
import { replayBatch } from "./replay-batch.ts";

export type Idempotency = { key: string; request_hash: string };
export type CreatedBatch = {
  batch: Batch;
  first_run: RunSummary;
  /** The idempotency key was known: nothing was written, the batch is the one of the first call. */
  is_replayed: boolean;
};
export type BatchOrder = {
  plan: BatchPlan;
  labels: Labels;
  rerun_of_run: number | null;
  idempotency: Idempotency | null;
  action: "create" | "rerun";
};

/** Batch, runs, audit row, idempotency key and job in one transaction. */
export async function writeBatch(ctx: Context, order: BatchOrder): Promise<CreatedBatch> {
  try {
    const row = await insert(ctx, order);
    return { batch: describeNewBatch(order, row), first_run: describeFirstRun(order, row), is_replayed: false };
  } catch (cause) {
    // Two calls with one key met: the other one has committed, so this one answers with its batch.
    if (readConstraintViolation(cause)?.constraint !== "idempotency_keys_pkey") throw cause;
    const replayed = await replayBatch(ctx, order.idempotency);
    if (replayed === null) throw cause;
    return replayed;
  }
}

const insert = (ctx: Context, order: BatchOrder): Promise<InsertedBatch> =>
  ctx.db.transaction(async (tx) => {
    const { plan, labels, rerun_of_run, idempotency } = order;
    const row = inserted(
      await batchWrites.insert(tx, {
        project_id: ctx.project_id,
        scenario_id: plan.scenario.id,
        automation_id: plan.automation.id,
        target_id: plan.target.id,
        origin: plan.origin,
        plan,
        labels,
        run_count: plan.load.runs,
        slots: plan.load.concurrency,
        rerun_of_run,
        idempotency,
        audit: { actor: ctx.actor, action: order.action, request_id: ctx.request_id },
      }),
    );
    await ctx.queue.send(tx, "batch.execute", [{ batch_id: row.id }]);
    return row;
  });
