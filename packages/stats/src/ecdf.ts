import type { RunOutcome } from "./run-populations.ts";

/** One point of an empirical distribution function: this share of all lasted `ms` or less. */
export type EcdfPoint = { ms: number; share: number };
export type Ecdf = {
  /** All attempted runs, those without an end among them. */
  n: number;
  /** How many ended: the curve stops at ended / n, the shelf above it is those that never did. */
  ended: number;
  points: EcdfPoint[];
};

/** Whether a run has a duration of its own: it came to its end, well or badly. Every other attempted run ranks above it. */
export function hasEnd({ status }: Pick<RunOutcome, "status">): boolean {
  return status === "completed" || status === "agent_failed";
}

/**
 * The distribution of all attempted runs. `sortedEnded` holds the values of those that ended, ascending and finite; `n`
 * counts all of them, so that runs without an end lie above every value and the curve ends in a shelf. Thinned to at
 * most `mostPoints` (at least 2): each point kept lies exactly on the curve, the first and the last value among them.
 */
export function ecdf(sortedEnded: ArrayLike<number>, n: number, mostPoints = 200): Ecdf {
  const ended = sortedEnded.length;
  if (!Number.isSafeInteger(n) || n < ended) throw new RangeError(`${ended} of ${n} runs cannot have ended.`);
  if (!Number.isSafeInteger(mostPoints) || mostPoints < 2)
    throw new RangeError(`A curve takes 2 points or more, got ${mostPoints}.`);
  const steps = stepsOf(sortedEnded, n);
  const points = steps.length <= mostPoints ? steps : evenly(steps, mostPoints);
  return { n, ended, points };
}

/** The share of all at or below each different value. */
function stepsOf(sorted: ArrayLike<number>, n: number): EcdfPoint[] {
  const steps: EcdfPoint[] = [];
  for (let i = 0; i < sorted.length; i += 1) {
    const ms = sorted[i];
    if (ms === undefined) throw new Error(`The sample ends before its length, at ${i}.`);
    if (ms !== sorted[i + 1]) steps.push({ ms, share: (i + 1) / n });
  }
  return steps;
}

function evenly(steps: readonly EcdfPoint[], most: number): EcdfPoint[] {
  const kept: EcdfPoint[] = [];
  for (let i = 0; i < most; i += 1) {
    const step = steps[Math.round((i * (steps.length - 1)) / (most - 1))];
    if (step !== undefined) kept.push(step);
  }
  return kept;
}
