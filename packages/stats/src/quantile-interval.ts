import { quantileRanks } from "./quantile-ranks.ts";

/** Ends of an interval, in the unit of the values. */
export type Interval = { low: number; high: number };

/**
 * An interval that encloses the true `q` quantile with at least `level` coverage whatever the distribution: two order
 * statistics of the ascending, finite `sortedValues` (see `quantileRanks`). Values must be independent. Null when the
 * sample is too small (see `smallestSampleFor`).
 */
export function quantileInterval(sortedValues: ArrayLike<number>, q: number, level = 0.95): Interval | null {
  const ranks = quantileRanks(sortedValues.length, q, level);
  if (ranks === null) return null;
  const low = sortedValues[ranks.low - 1];
  const high = sortedValues[ranks.high - 1];
  if (low === undefined || high === undefined)
    throw new Error(`Ranks ${ranks.low} and ${ranks.high} are outside the sample.`);
  return { low, high };
}
