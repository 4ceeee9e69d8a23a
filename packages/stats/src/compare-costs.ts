import type { ChangeInterval } from "./compare-durations.ts";
import { studentTQuantile } from "./student-t-quantile.ts";

/** What runs that belong together cost, and how many of them succeeded: of a batch, or of one run that came alone. */
export type CostUnit = { cost: number; successes: number };

/** Under so many successes a side, cost per success has no interval. */
export const FEWEST_SUCCESSES = 6;

/**
 * By how much cost per success changed, as a log-ratio; positive is dearer. Cost per success is a ratio of two totals
 * over units that are independent of each other, so its log has the linearised variance of a ratio over clusters
 * (Cochran, Sampling Techniques, 9A); Student's t with Welch's degrees of freedom for the units it rests on. Decision
 * 0005 sets it against a bootstrap over the same units. Null under 6 successes, 2 units or without any cost on a side.
 */
export function compareCosts(before: readonly CostUnit[], after: readonly CostUnit[]): ChangeInterval | null {
  const [earlier, later] = [logCostOf(before), logCostOf(after)];
  if (earlier === null || later === null) return null;
  const e = later.log - earlier.log;
  const variance = earlier.variance + later.variance;
  if (variance === 0) return { e, low: e, high: e };
  const freedom =
    variance ** 2 / (earlier.variance ** 2 / (before.length - 1) + later.variance ** 2 / (after.length - 1));
  const reach = studentTQuantile(0.975, Math.max(1, Math.floor(freedom))) * Math.sqrt(variance);
  return { e, low: e - reach, high: e + reach };
}

function logCostOf(units: readonly CostUnit[]): { log: number; variance: number } | null {
  const cost = units.reduce((sum, unit) => sum + unit.cost, 0);
  const successes = units.reduce((sum, unit) => sum + unit.successes, 0);
  if (successes < FEWEST_SUCCESSES || cost <= 0 || units.length < 2) return null;
  const squares = units.reduce((sum, unit) => sum + (unit.cost / cost - unit.successes / successes) ** 2, 0);
  return { log: Math.log(cost / successes), variance: (squares * units.length) / (units.length - 1) };
}
