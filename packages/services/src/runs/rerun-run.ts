import { batchWrites } from "@tfbench/store";
import { assertCostConfirmed } from "../batches/assert-cost-confirmed.ts";
import type { Confirmation } from "../batches/assert-cost-confirmed.ts";
import { hashRequest } from "../batches/hash-request.ts";
import { onlyRun } from "../batches/only-run.ts";
import { planAgain } from "../batches/plan-again.ts";
import { replayBatch } from "../batches/replay-batch.ts";
import { writeBatch } from "../batches/write-batch.ts";
import type { Context } from "../context.ts";
import { found } from "../not-found.ts";
import { describeTriggered } from "./trigger-run.ts";
import type { Triggered } from "./trigger-run.ts";

export type RerunInput = { id: number; idempotency_key?: string | undefined } & Confirmation;

/** Sends the same request once more, with the settings it was sent with, to the run's target as that is today. */
export async function rerunRun(ctx: Context, input: RerunInput): Promise<Triggered> {
  const { id, idempotency_key, ...confirmation } = input;
  const idempotency =
    idempotency_key === undefined
      ? null
      : { key: idempotency_key, request_hash: hashRequest({ rerun_of_run: id, ...confirmation }) };
  const replayed = await replayBatch(ctx, idempotency);
  if (replayed !== null) return describeTriggered(replayed);

  const {
    plan: before,
    batch_index,
    labels,
  } = found(await batchWrites.findRunSource(ctx.db, { project_id: ctx.project_id, run_id: id }), { noun: "Run", id });
  const plan = await planAgain(ctx, onlyRun(before, batch_index), 1);
  await assertCostConfirmed(ctx, plan, confirmation);
  return describeTriggered(await writeBatch(ctx, { plan, labels, rerun_of_run: id, idempotency, action: "rerun" }));
}
