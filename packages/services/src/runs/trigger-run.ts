import type { TriggeredRun } from "@tfbench/contracts";
import { createBatch } from "../batches/create-batch.ts";
import type { CreateBatchInput } from "../batches/create-batch.ts";
import type { CreatedBatch } from "../batches/write-batch.ts";
import type { Context } from "../context.ts";

export type Triggered = { run: TriggeredRun; is_replayed: boolean };

export const describeTriggered = ({ batch, first_run, is_replayed }: CreatedBatch): Triggered => ({
  run: { ...first_run, count: batch.run_count, batch },
  is_replayed,
});

/** A batch of one, or of `count`; answers with its first run. */
export async function triggerRun(ctx: Context, input: CreateBatchInput): Promise<Triggered> {
  return describeTriggered(await createBatch(ctx, input));
}
