import { AppError, Batch } from "@tfbench/contracts";
import { batchWrites, idempotencyKeys } from "@tfbench/store";
import type { IdempotencyRow } from "@tfbench/store";
import type { Context } from "../context.ts";
import { inserted } from "../inserted.ts";
import { getRunSummary } from "../runs/get-run-summary.ts";
import { getBatch } from "./get-batch.ts";
import type { CreatedBatch, Idempotency } from "./write-batch.ts";

/** The batch an idempotency key already stands for, as it is now; null when the key is new. */
export async function replayBatch(ctx: Context, idempotency: Idempotency | null): Promise<CreatedBatch | null> {
  const remembered = await findRemembered(ctx, idempotency);
  if (remembered === null) return null;
  const runId = inserted(await batchWrites.findFirstRunId(ctx.db, remembered.batch_id));
  const [batch, run] = [await getBatch(ctx, remembered.batch_id), await getRunSummary(ctx, runId)];
  return { batch: Batch.parse(batch), first_run: run, is_replayed: true };
}

/** What an idempotency key already stands for; null when it is new. Refuses one of another request. */
export async function findRemembered(ctx: Context, idempotency: Idempotency | null): Promise<IdempotencyRow | null> {
  if (idempotency === null) return null;
  const { key, request_hash } = idempotency;
  const remembered = await idempotencyKeys.find(ctx.db, { project_id: ctx.project_id, key });
  if (remembered === undefined) return null;
  if (remembered.request_hash !== request_hash) {
    throw new AppError("idempotency_mismatch", "This Idempotency-Key was used for another request.", {
      hint: "Use a new key for a new request; repeat a request with the same body.",
      fields: [{ field: "header.idempotency-key", message: "belongs to another request" }],
    });
  }
  return remembered;
}
