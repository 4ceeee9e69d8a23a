import { AppError } from "@tfbench/contracts";
import type { BatchPlan, CreateBatch } from "@tfbench/contracts";
import { batchWrites } from "@tfbench/store";
import type { Context } from "../context.ts";
import { estimateCost } from "./estimate-cost.ts";
import type { CostEstimate } from "./estimate-cost.ts";

export type Confirmation = Pick<CreateBatch, "confirm" | "confirm_above_usd">;

const runsText = (runs: number | null): string =>
  runs === null ? "as many runs as fit into a time" : `${runs} ${runs === 1 ? "run" : "runs"}`;

const describe = ({ usd, usd_per_step, steps_per_run, runs }: CostEstimate): string =>
  usd === null
    ? `What ${runsText(runs)} on this target cost is ${steps_per_run === null ? "known only by the tokens of their answers" : "unknown"}`
    : `This would cost about ${usd} USD (${runsText(runs)} x ${steps_per_run} steps x ${usd_per_step} USD)`;

/** Real money is spent only on an estimate at most as high as the caller named, or on the caller's word. */
export const assertCostConfirmed = (ctx: Context, plan: BatchPlan, input: Confirmation): Promise<void> =>
  assertCostsConfirmed(ctx, [plan], input);

/** The same for several batches together: it is the sum that counts. */
export async function assertCostsConfirmed(
  ctx: Context,
  plans: readonly BatchPlan[],
  input: Confirmation,
): Promise<void> {
  const real = plans.filter(({ origin }) => origin === "real");
  if (real.length === 0 || input.confirm) return;
  const estimates = await estimateAll(ctx, real);
  const [only, ...others] = estimates;
  const usd = sumOf(estimates.map((estimate) => estimate.usd));
  if (usd !== null && usd <= input.confirm_above_usd) return;
  const runs = sumOf(estimates.map((estimate) => estimate.runs));
  const isOne = only !== undefined && others.length === 0;
  const said = isOne ? describe(only) : describeSum(usd, runs);
  throw new AppError("confirmation_required", `${said}; that needs your confirmation.`, {
    hint: 'Send "confirm": true, or a higher "confirm_above_usd".',
    details: { ...(isOne ? only : { usd, runs }), confirm_above_usd: input.confirm_above_usd },
    fields: [{ field: "confirm", message: "must be true for this" }],
  });
}

async function estimateAll(ctx: Context, plans: readonly BatchPlan[]): Promise<CostEstimate[]> {
  const steps = new Map<number, number | null>();
  for (const { scenario } of plans) {
    if (!steps.has(scenario.id)) steps.set(scenario.id, await batchWrites.medianSteps(ctx.db, scenario.id));
  }
  return plans.map((plan) => estimateCost(plan, steps.get(plan.scenario.id) ?? null));
}

/** Null as soon as one of them is unknown. */
const sumOf = (values: readonly (number | null)[]): number | null =>
  values.reduce<number | null>((sum, usd) => (sum === null || usd === null ? null : round(sum + usd)), 0);
const round = (usd: number): number => Math.round(usd * 1e6) / 1e6;

const describeSum = (usd: number | null, runs: number | null): string =>
  usd === null
    ? `What ${runs === null ? runsText(runs) : `some of these ${runsText(runs)}`} cost is unknown`
    : `This would cost about ${usd} USD (${runsText(runs)})`;
