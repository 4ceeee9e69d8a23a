import type { ChangeInterval } from "./compare-durations.ts";
import { normalQuantile } from "./normal-distribution.ts";

/** Attempted runs of one side whose cost is known. */
export type CostSums = { runs: number; successes: number; cost: number; costSquares: number; costOfSuccesses: number };

export function costSumsOf(runs: Iterable<{ cost_usd: number; isSuccess: boolean }>): CostSums {
  const sums = { runs: 0, successes: 0, cost: 0, costSquares: 0, costOfSuccesses: 0 };
  for (const { cost_usd, isSuccess } of runs) {
    sums.runs += 1;
    sums.cost += cost_usd;
    sums.costSquares += cost_usd ** 2;
    if (!isSuccess) continue;
    sums.successes += 1;
    sums.costOfSuccesses += cost_usd;
  }
  return sums;
}

/** Under so many successes a side, cost per success has no interval. */
export const FEWEST_SUCCESSES = 6;

/**
 * By how much cost per success changed, as a log-ratio; positive is dearer. Cost per success is a ratio of two means
 * over runs, so its log has the linearised variance (Cochran, Sampling Techniques, 6.3), which agrees with a bootstrap
 * over runs. Null under 6 successes or without any cost on a side.
 */
export function compareCosts(before: CostSums, after: CostSums): ChangeInterval | null {
  const sides = [before, after];
  if (sides.some(({ successes, cost }) => successes < FEWEST_SUCCESSES || cost <= 0)) return null;
  const e = Math.log(after.cost / after.successes) - Math.log(before.cost / before.successes);
  const reach = normalQuantile(0.975) * Math.sqrt(varianceOfLog(before) + varianceOfLog(after));
  return { e, low: e - reach, high: e + reach };
}

function varianceOfLog({ runs, successes, cost, costSquares, costOfSuccesses }: CostSums): number {
  const meanCost = cost / runs;
  const share = successes / runs;
  const squares = costSquares / meanCost ** 2 - (2 * costOfSuccesses) / (meanCost * share) + successes / share ** 2;
  return Math.max(0, squares) / (runs * (runs - 1));
}
