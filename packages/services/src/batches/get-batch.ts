import { hideInputs, hideSecrets } from "@tfbench/contracts";
import type { BatchDetail } from "@tfbench/contracts";
import { batches } from "@tfbench/store";
import type { Context } from "../context.ts";
import { notFound } from "../not-found.ts";
import { promptsOf } from "./prompts-of.ts";
import { withCounts } from "./with-counts.ts";

export async function getBatch(ctx: Context, id: number): Promise<BatchDetail> {
  const row = await batches.find(ctx.db, { project_id: ctx.project_id, id });
  const [batch] = row === null ? [] : await withCounts(ctx.db, [row]);
  if (batch === undefined) throw notFound("Batch", id);
  const { plan, provider, status } = batch;
  const isWaitingLoad = status === "queued" && provider !== "tinyfish";
  return {
    ...batch,
    waits_for: isWaitingLoad ? await batches.loadsBefore(ctx.db, { project_id: ctx.project_id, id }) : [],
    prompts: promptsOf(ctx, batch),
    plan: { ...plan, request: hideSecrets(plan.request), inputs: hideInputs(plan.inputs, plan.request) },
  };
}
