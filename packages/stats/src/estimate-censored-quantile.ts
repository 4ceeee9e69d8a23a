import type { Estimate } from "@tfbench/contracts";
import { quantile } from "./quantile.ts";
import { quantileRanks } from "./quantile-ranks.ts";
import { smallestSampleFor } from "./smallest-sample-for.ts";

/**
 * A percentile over all attempted runs, where those without an end rank above every ended one. `sortedEnded`: ascending,
 * finite, independent; `n` counts all. Where the percentile, or an end of its interval, falls among the runs without an
 * end it is null: not reached. `needed` is set only when n is too small for the interval.
 */
export function estimateCensoredQuantile(sortedEnded: ArrayLike<number>, n: number, q: number): Estimate {
  const ended = sortedEnded.length;
  if (!Number.isSafeInteger(n) || n < ended) throw new RangeError(`${ended} of ${n} runs cannot have ended.`);
  const shared = { n, estimator: "type7", relative_error: null } as const;
  const ranks = quantileRanks(n, q);
  if (ranks === null) return { ...shared, value: null, low: null, high: null, needed: smallestSampleFor(q) };
  return {
    ...shared,
    value: valueAt(sortedEnded, (n - 1) * q),
    low: sortedEnded[ranks.low - 1] ?? null,
    high: sortedEnded[ranks.high - 1] ?? null,
    needed: null,
  };
}

/** The value at a 0-based position between order statistics (type 7); null where the upper neighbour never ended. */
function valueAt(sortedEnded: ArrayLike<number>, position: number): number | null {
  const lower = Math.floor(position);
  const below = sortedEnded[lower];
  const above = sortedEnded[Math.ceil(position)];
  if (below === undefined || above === undefined) return null;
  return quantile([below, above], position - lower);
}
