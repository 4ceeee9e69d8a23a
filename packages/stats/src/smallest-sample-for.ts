/**
 * The smallest number of independent values for which an interval of the `q` quantile with at least `level` coverage
 * exists: 6 for the median, 29 for p90, 59 for p95, 299 for p99 at 95 %.
 *
 * The widest interval runs from the smallest to the largest value and misses only when all values fall on one side:
 * with probability q^n + (1-q)^n.
 */
export function smallestSampleFor(q: number, level = 0.95): number {
  if (!(q > 0 && q < 1)) throw new RangeError(`An interval needs a quantile between 0 and 1, both excluded, got ${q}.`);
  if (!(level > 0 && level < 1)) throw new RangeError(`A level must lie between 0 and 1, both excluded, got ${level}.`);
  // One side alone gives a lower bound that is at most a few values short.
  let n = Math.max(2, Math.ceil(Math.log(1 - level) / Math.log(Math.max(q, 1 - q))));
  while (1 - q ** n - (1 - q) ** n < level) n += 1;
  return n;
}
