import type { Estimate, KpiBlock } from "@tfbench/contracts";
import { RELATIVE_ERROR } from "./log-bins.ts";
import type { LogHistogram } from "./log-histogram.ts";
import type { Interval } from "./quantile-interval.ts";
import { smallestSampleFor } from "./smallest-sample-for.ts";

export const PERCENTILES = [0.5, 0.95, 0.99] as const;

/**
 * Percentiles pooled over all values of `runs` runs: n of each estimate counts values, and `needed` is a number of
 * values. The values of a run are not independent, so the interval cannot be read off the histogram: `intervalOf` gives
 * it, or null where there is none.
 */
export function pooledPercentiles(
  histogram: LogHistogram,
  runs: number,
  intervalOf: (q: number) => Interval | null,
): KpiBlock["gaps_ms"] {
  const estimate = (q: number): Estimate => {
    const n = histogram.count;
    const shared = { n, estimator: "sketch", relative_error: RELATIVE_ERROR } as const;
    const needed = smallestSampleFor(q);
    if (n < needed) return { ...shared, value: null, low: null, high: null, needed };
    const { low, high } = intervalOf(q) ?? { low: null, high: null };
    return { ...shared, value: histogram.quantile(q), low, high, needed: null };
  };
  const [p50, p95, p99] = PERCENTILES;
  return { runs, p50: estimate(p50), p95: estimate(p95), p99: estimate(p99) };
}
