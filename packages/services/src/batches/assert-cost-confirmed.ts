import { AppError } from "@tfbench/contracts";
import type { BatchPlan, CreateBatch } from "@tfbench/contracts";
import { batchWrites } from "@tfbench/store";
import type { Context } from "../context.ts";
import { estimateCost } from "./estimate-cost.ts";
import type { CostEstimate } from "./estimate-cost.ts";

export type Confirmation = Pick<CreateBatch, "confirm" | "confirm_above_usd">;

const describe = ({ usd, usd_per_step, steps_per_run, runs }: CostEstimate): string =>
  usd === null
    ? `What ${runs} ${runs === 1 ? "run" : "runs"} on this target cost is unknown`
    : `This would cost about ${usd} USD (${runs} ${runs === 1 ? "run" : "runs"} x ${steps_per_run} steps x ${usd_per_step} USD)`;

/** Real money is spent only on an estimate at most as high as the caller named, or on the caller's word. */
export async function assertCostConfirmed(ctx: Context, plan: BatchPlan, input: Confirmation): Promise<void> {
  if (plan.origin !== "real" || input.confirm) return;
  const estimate = estimateCost(plan, await batchWrites.medianSteps(ctx.db, plan.scenario.id));
  if (estimate.usd !== null && estimate.usd <= input.confirm_above_usd) return;
  throw new AppError("confirmation_required", `${describe(estimate)}; that needs your confirmation.`, {
    hint: 'Send "confirm": true, or a higher "confirm_above_usd".',
    details: { ...estimate, confirm_above_usd: input.confirm_above_usd },
    fields: [{ field: "confirm", message: "must be true for this" }],
  });
}
