import { AppError } from "@tfbench/contracts";
import type { BatchPlan, Budget } from "@tfbench/contracts";

/** The plan with a budget that can be kept. Throws an AppError for one in dollars where nobody knows what a run costs. */
export function withBudget(plan: BatchPlan, budget: Budget | undefined): BatchPlan {
  if (budget === undefined) return plan;
  if (budget.max_usd === undefined || isPriced(plan)) return { ...plan, budget };
  throw new AppError("invalid_input", `What a run on target "${plan.target.name}" costs is not known.`, {
    hint: "Give the target its prices, or leave the budget in dollars away.",
    fields: [{ field: "budget.max_usd", message: "needs a target whose prices are known" }],
  });
}

function isPriced({ provider, target: { prices } }: BatchPlan): boolean {
  if (provider === "tinyfish") return prices.usd_per_step !== null;
  const { usd_per_million_input_tokens: input = null, usd_per_million_output_tokens: output = null } = prices;
  return input !== null && output !== null;
}
