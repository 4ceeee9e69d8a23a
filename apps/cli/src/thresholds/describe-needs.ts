import { runsForProof, runsToSettle } from "@tfbench/stats";
import type { Threshold } from "@tfbench/stats";

const ALPHA = 0.05;

export type ThresholdNeed = { text: string; runs_if_all_good: number; true_share: number; runs_at_true_share: number };

/** What each threshold takes: the fewest runs that can show it, and those for a target that is better by half of what may fail. */
export function needsOf(thresholds: readonly Threshold[]): ThresholdNeed[] {
  return thresholds.map(({ text, share }) => {
    const trueShare = Number(((1 + share) / 2).toPrecision(12));
    return {
      text,
      runs_if_all_good: runsForProof(share, ALPHA),
      true_share: trueShare,
      runs_at_true_share: runsToSettle(trueShare, share, ALPHA),
    };
  });
}

/** "success >= 0.9 needs 29 runs without a failure, about 180 at a true 95 %". */
export function describeNeed({ text, runs_if_all_good, true_share, runs_at_true_share }: ThresholdNeed): string {
  const percent = (true_share * 100).toLocaleString("en-US", { maximumFractionDigits: 3 });
  const count = (runs: number): string => runs.toLocaleString("en-US");
  return `${text} needs ${count(runs_if_all_good)} runs without one outside, about ${count(runs_at_true_share)} where ${percent} % of runs are within`;
}
