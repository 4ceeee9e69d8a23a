import { normalQuantile } from "./normal-distribution.ts";
import { studentTQuantile } from "./student-t-quantile.ts";
import { scoreInterval } from "./wilson.ts";

/** What happened in the runs of one case. `runs` is at least 1. */
export type CaseShare = { passed: number; runs: number };

export type ClusteredShare = {
  /** Mean of the shares of the cases, so that each case weighs the same; null without cases. */
  value: number | null;
  /** Null for a single case with repeats: one case says nothing about others. */
  low: number | null;
  high: number | null;
  cases: number;
  runs: number;
  /** How many independent runs the data are worth: between `cases` and `runs`. Null without an interval. */
  effective_runs: number | null;
};

/**
 * Success over cases that were repeated. Runs of one case resemble each other, so Wilson over all runs is far too
 * narrow. Here the score interval is taken around the mean case share p with
 * n_eff = p(1-p) / (sample variance of case shares / m), kept within [m cases, n runs], and the t quantile with m - 1
 * degrees of freedom: Korn and Graubard's effective sample size (1998) in Wilson's formula. With one run per case this
 * is plain Wilson. When every run passed or every run failed the variance says nothing, and n_eff is m, the cautious end.
 */
export function wilsonClustered(shares: readonly CaseShare[], level = 0.95): ClusteredShare {
  const cases = shares.length;
  let runs = 0;
  let sum = 0;
  for (const share of shares) {
    if (!(share.runs >= 1 && share.passed >= 0 && share.passed <= share.runs)) {
      throw new RangeError(`A case needs 0 <= passed <= runs and a run, got ${share.passed} of ${share.runs}.`);
    }
    runs += share.runs;
    sum += share.passed / share.runs;
  }
  if (cases === 0) return { value: null, low: null, high: null, cases, runs, effective_runs: null };

  const value = sum / cases;
  if (runs === cases) {
    return { value, ...scoreInterval(value, runs, normalQuantile((1 + level) / 2)), cases, runs, effective_runs: runs };
  }
  if (cases === 1) return { value, low: null, high: null, cases, runs, effective_runs: null };
  const effectiveRuns = effectiveRunCount(shares, value, runs);
  const interval = scoreInterval(value, effectiveRuns, studentTQuantile((1 + level) / 2, cases - 1));
  return { value, ...interval, cases, runs, effective_runs: effectiveRuns };
}

function effectiveRunCount(shares: readonly CaseShare[], mean: number, runs: number): number {
  const cases = shares.length;
  if (mean === 0 || mean === 1) return cases;
  let squares = 0;
  for (const share of shares) squares += (share.passed / share.runs - mean) ** 2;
  const varianceOfMean = squares / (cases - 1) / cases;
  return Math.min(runs, Math.max(cases, (mean * (1 - mean)) / varianceOfMean));
}
