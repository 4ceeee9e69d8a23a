import type { ChangeInterval } from "./compare-durations.ts";
import { studentTQuantile } from "./student-t-quantile.ts";

/** One batch: how many runs, and sum and sum of squares of one value of each: the log of a duration, or 1 for a success and 0 for none. */
export type BatchSums = { n: number; sum: number; squares: number };

export function batchSumsOf(values: Iterable<number>): BatchSums {
  const sums = { n: 0, sum: 0, squares: 0 };
  for (const value of values) {
    sums.n += 1;
    sums.sum += value;
    sums.squares += value * value;
  }
  return sums;
}

export type BatchSpread = {
  /** Standard deviation between batches beyond what runs inside a batch explain; 0 where nothing is left. */
  sd: number;
  batches: number;
};

/** Fewer batches than this say nothing about how batches differ. */
export const FEWEST_BATCHES = 10;

/**
 * How much the batches of one definition differ from each other, from groups of batches that are each thought to have
 * one level (the two periods that are compared: their difference is then not taken for noise). Analysis of variance with
 * random batches; null under 10 batches, and where no batch has two runs, because then runs already differ as batches do.
 */
export function batchSpread(groups: readonly (readonly BatchSums[])[]): BatchSpread | null {
  let batches = 0;
  let runs = 0;
  let between = 0;
  let within = 0;
  let unevenness = 0;
  let levels = 0;
  for (const group of groups) {
    const filled = group.filter(({ n }) => n > 0);
    const n = filled.reduce((sum, batch) => sum + batch.n, 0);
    if (n === 0) continue;
    const mean = filled.reduce((sum, batch) => sum + batch.sum, 0) / n;
    levels += 1;
    batches += filled.length;
    runs += n;
    for (const batch of filled) {
      between += batch.n * (batch.sum / batch.n - mean) ** 2;
      within += batch.squares - batch.sum ** 2 / batch.n;
    }
    unevenness += n - filled.reduce((sum, batch) => sum + batch.n ** 2, 0) / n;
  }
  if (batches < FEWEST_BATCHES || batches <= levels || runs <= batches || unevenness <= 0) return null;
  const variance = (between - (batches - levels) * (Math.max(0, within) / (runs - batches))) / unevenness;
  return { sd: Math.sqrt(Math.max(0, variance)), batches };
}

/**
 * Widens a change of runs that came in batches by what batches differ among themselves: the variance that whole batches
 * add to the mean of each side, sd^2 * sum(n_i^2) / n^2, with Student's t for the batches the sd rests on.
 */
export function widenByBatches(
  change: ChangeInterval,
  { sd, batches }: BatchSpread,
  sides: readonly [readonly number[], readonly number[]],
): ChangeInterval {
  if (sd === 0 || change.e === null) return change;
  const { e } = change;
  const share = sides.reduce((sum, sizes) => sum + evenness(sizes), 0);
  const extra = studentTQuantile(0.975, Math.max(1, batches - 2)) * sd * Math.sqrt(share);
  return {
    e,
    low: change.low === null ? null : e - Math.hypot(e - change.low, extra),
    high: change.high === null ? null : e + Math.hypot(change.high - e, extra),
  };
}

/** The part of whole batches in the variance of a mean: sum(n_i^2) / n^2, 1 over the number of batches where all are equal. */
function evenness(sizes: readonly number[]): number {
  const n = sizes.reduce((total, size) => total + size, 0);
  return n === 0 ? 0 : sizes.reduce((total, size) => total + size ** 2, 0) / n ** 2;
}

/**
 * How many independent runs a share of runs that came in batches is worth: p(1-p) over its variance, which is that of
 * `n` independent runs and what whole batches add. Never more than `n`, never less than the batches.
 */
export function effectiveRuns(
  { share, n }: { share: number; n: number },
  { sd }: BatchSpread,
  sizes: readonly number[],
): number {
  const alone = share * (1 - share);
  if (alone === 0 || sd === 0 || n === 0) return n;
  return Math.min(n, Math.max(Math.min(sizes.length, n), alone / (alone / n + sd ** 2 * evenness(sizes))));
}
