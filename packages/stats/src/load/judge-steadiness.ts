import { normalQuantile } from "../normal-distribution.ts";

/** Counts of the window of an open load, and its response times in the order of their due times (Infinity: no end). */
export type Steadiness = {
  due: number;
  completedInWindow: number;
  /** Runs in flight at the end of the first and of the last third of the window. */
  inFlightFirst: number;
  inFlightLast: number;
  responseMs: Float64Array | null;
};

const TOLERATED_SHORTFALL = 0.02;
const FEWEST_RUNS = 30;

/**
 * Why a load at a fixed rate was not in a steady state: completions fall short of due runs by over 2 % and 3 standard
 * errors, or runs in flight or response times grow from the first to the last third beyond chance. Its percentiles then
 * depend on how long it ran. Empty: steady; null: too few runs to tell.
 */
export function judgeSteadiness(load: Steadiness): string[] | null {
  if (load.due < FEWEST_RUNS) return null;
  const reasons: string[] = [];
  const shortfall = load.due - load.completedInWindow - load.inFlightFirst;
  if (shortfall > TOLERATED_SHORTFALL * load.due && shortfall > 3 * Math.sqrt(load.due)) {
    reasons.push(`${load.completedInWindow} runs ended while ${load.due} came due: the target does not keep up.`);
  }
  const growth = load.inFlightLast - load.inFlightFirst;
  if (growth > 3 * Math.sqrt(load.inFlightLast + load.inFlightFirst) && growth > TOLERATED_SHORTFALL * load.due) {
    reasons.push(`Runs in flight grew from ${load.inFlightFirst} to ${load.inFlightLast} over the window.`);
  }
  if (load.responseMs !== null && responseTimesGrow(load.responseMs)) {
    reasons.push("Response times grew from the first to the last third of the window.");
  }
  return reasons;
}

/**
 * Mann-Whitney of the last third against the first, one-sided at 0.001 on batch means of 10 neighbouring runs: runs that
 * met the same queue are not independent evidence.
 */
function responseTimesGrow(responseMs: Float64Array): boolean {
  const third = Math.floor(responseMs.length / 3);
  const size = Math.max(1, Math.min(10, Math.floor(third / 8)));
  const first = blockMedians(responseMs.subarray(0, third), size);
  const last = blockMedians(responseMs.subarray(responseMs.length - third), size);
  const pairs = first.length * last.length;
  if (first.length < 5 || last.length < 5) return false;
  let above = 0;
  for (const late of last) for (const early of first) above += late > early ? 1 : late === early ? 0.5 : 0;
  const spread = Math.sqrt((pairs * (first.length + last.length + 1)) / 12);
  const rise = medianOf(last) / medianOf(first);
  return (above - pairs / 2) / spread > normalQuantile(0.999) && rise > 1 + TOLERATED_SHORTFALL;
}

function blockMedians(values: Float64Array, size: number): number[] {
  const medians: number[] = [];
  for (let from = 0; from + size <= values.length; from += size)
    medians.push(medianOf(values.subarray(from, from + size)));
  return medians;
}

function medianOf(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
