import type { Estimate } from "@tfbench/contracts";
import type { LogHistogram } from "./log-histogram.ts";
import { RELATIVE_ERROR } from "./log-bins.ts";
import { quantile } from "./quantile.ts";
import { quantileInterval } from "./quantile-interval.ts";
import { quantileRanks } from "./quantile-ranks.ts";
import { smallestSampleFor } from "./smallest-sample-for.ts";

/**
 * A percentile of raw values with its n and 95 % interval. Under the smallest n that supports an interval, `value` is
 * null and `needed` says how many it takes ("too few (60 of 299)"). `sortedValues`: ascending, finite, independent.
 */
export function estimateQuantile(sortedValues: ArrayLike<number>, q: number): Estimate {
  const n = sortedValues.length;
  const interval = quantileInterval(sortedValues, q);
  const shared = { n, estimator: "type7", relative_error: null } as const;
  if (interval === null) return { ...shared, value: null, low: null, high: null, needed: smallestSampleFor(q) };
  return { ...shared, value: quantile(sortedValues, q), ...interval, needed: null };
}

/** The same from a histogram of independent values: the interval is read at the same ranks, each end within `relative_error`. */
export function estimateSketchQuantile(histogram: LogHistogram, q: number): Estimate {
  const n = histogram.count;
  const ranks = quantileRanks(n, q);
  const shared = { n, estimator: "sketch", relative_error: RELATIVE_ERROR } as const;
  if (ranks === null) return { ...shared, value: null, low: null, high: null, needed: smallestSampleFor(q) };
  return {
    ...shared,
    value: histogram.quantile(q),
    low: histogram.quantileAtRank(ranks.low),
    high: histogram.quantileAtRank(ranks.high),
    needed: null,
  };
}
