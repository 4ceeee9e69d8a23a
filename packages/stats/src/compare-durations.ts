import { mannWhitneyRank } from "./mann-whitney-rank.ts";

/** A change with the ends of its 95 % interval. A null end is open: that side is not bounded by the data. */
export type ChangeInterval = { e: number | null; low: number | null; high: number | null };

/** Durations of one side: those that ended in milliseconds, ascending; `n` counts the runs without an end too. */
export type AttemptedDurations = { sortedMs: ArrayLike<number>; n: number };

// Above every difference of logs of real durations, below where doubles lose their fraction.
const UNENDED = 1e4;
const OPEN = UNENDED / 2;

/**
 * By how much the typical run of `after` differs from that of `before`: Hodges-Lehmann's shift of the logs of the
 * durations, e = median of all ln(after) - ln(before), with the interval that goes with the Mann-Whitney test. Positive
 * is slower; exp(e) - 1 is the relative change. Runs without an end rank above every ended one and tie with each other.
 * Runs must be independent: runs of one batch resemble each other, see `widenByBatches`.
 *
 * Null when one side is so small that the test can say nothing at this level (under 4 and 4 runs, for instance).
 */
export function compareDurations(
  before: AttemptedDurations,
  after: AttemptedDurations,
  level = 0.95,
): ChangeInterval | null {
  const rank = mannWhitneyRank(before.n, after.n, level);
  if (rank === null) return null;
  const earlier = logsOf(before);
  const later = logsOf(after);
  const pairs = before.n * after.n;
  const at = (wanted: number) => differenceOfRank(earlier, later, wanted);
  return {
    e: bounded((at(Math.floor((pairs + 1) / 2)) + at(Math.ceil((pairs + 1) / 2))) / 2),
    low: bounded(at(rank)),
    high: bounded(at(pairs + 1 - rank)),
  };
}

const bounded = (difference: number): number | null => (Math.abs(difference) > OPEN ? null : difference);

function logsOf({ sortedMs, n }: AttemptedDurations): Float64Array {
  const logs = new Float64Array(n).fill(UNENDED);
  for (let i = 0; i < sortedMs.length; i += 1) logs[i] = Math.log(Math.max(sortedMs[i] ?? 0, 1e-3));
  return logs;
}

/**
 * The difference later - earlier of the given 1-based rank among all pairs, without writing them down: bisection on the
 * value, counting in one pass over both sorted sides how many pairs lie at or below it. Exact to rounding.
 */
function differenceOfRank(earlier: Float64Array, later: Float64Array, rank: number): number {
  let low = (later[0] ?? 0) - (earlier.at(-1) ?? 0);
  let high = (later.at(-1) ?? 0) - (earlier[0] ?? 0);
  if (countAtMost(earlier, later, low) >= rank) return low;
  while (high - low > 1e-13 * Math.max(1, Math.abs(low), Math.abs(high))) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (countAtMost(earlier, later, middle) >= rank) high = middle;
    else low = middle;
  }
  return high;
}

function countAtMost(earlier: Float64Array, later: Float64Array, difference: number): number {
  let count = 0;
  let reached = 0;
  for (const value of earlier) {
    while (reached < later.length && (later[reached] ?? Infinity) - value <= difference) reached += 1;
    count += reached;
  }
  return count;
}
