import { runsForProof, runsToSettle } from "@tfbench/stats";
import type { Threshold } from "@tfbench/stats";

const ALPHA = 0.05;

export type ThresholdNeed = {
  text: string;
  runs_if_all_good: number;
  true_share: number;
  runs_at_true_share: number;
  /** What the runs may cost at the most; null where that is not known. */
  most_usd_if_all_good: number | null;
  most_usd_at_true_share: number | null;
};

/**
 * What each threshold takes: the fewest runs that can show it, and those for a target that is better by half of what may
 * fail. `usdOfRun` is what a run may cost; null: not known.
 */
export function needsOf(thresholds: readonly Threshold[], usdOfRun: number | null): ThresholdNeed[] {
  const usd = (runs: number): number | null => (usdOfRun === null ? null : runs * usdOfRun);
  return thresholds.map(({ text, share }) => {
    const trueShare = Number(((1 + share) / 2).toPrecision(12));
    const [ifAllGood, atTrueShare] = [runsForProof(share, ALPHA), runsToSettle(trueShare, share, ALPHA)];
    return {
      text,
      runs_if_all_good: ifAllGood,
      true_share: trueShare,
      runs_at_true_share: atTrueShare,
      most_usd_if_all_good: usd(ifAllGood),
      most_usd_at_true_share: usd(atTrueShare),
    };
  });
}

/** "success >= 0.9 needs 29 runs without one outside (at most $4.64), about 180 where 95 % of runs are within (at most $28.80)". */
export function describeNeed(need: ThresholdNeed): string {
  const percent = (need.true_share * 100).toLocaleString("en-US", { maximumFractionDigits: 3 });
  const count = (runs: number): string => runs.toLocaleString("en-US");
  const price = (usd: number | null): string => (usd === null ? "" : ` (at most ${formatUsd(usd)})`);
  return [
    `${need.text} needs ${count(need.runs_if_all_good)} runs without one outside${price(need.most_usd_if_all_good)}`,
    `about ${count(need.runs_at_true_share)} where ${percent} % of runs are within${price(need.most_usd_at_true_share)}`,
  ].join(", ");
}

/** Cents, and below ten of them as many digits as say something. */
const formatUsd = (usd: number): string => (usd >= 0.1 || usd === 0 ? `$${usd.toFixed(2)}` : `$${usd.toPrecision(2)}`);
