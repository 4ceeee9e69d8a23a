import { LOAD_METRICS } from "../load/load-metrics.ts";
import { rejectByHolm } from "./holm.ts";
import { runsToSettle } from "./runs-needed.ts";
import { chanceOfFewer, chanceOfMore } from "./share-evidence.ts";
import type { ShareEvidence } from "./share-evidence.ts";
import type { ThresholdBounds, ThresholdSeries } from "./threshold-series.ts";

/** Dependent runs have to be worth so many independent ones before their dependence can be judged at all. */
export const FEWEST_INDEPENDENT = 20;
/** One-sided: a threshold is called met, or one of all called missed, wrongly at most this often. */
const ALPHA = 0.05;
/** More runs than so many times as now are no advice. */
const MOST_TIMES = 10;

/** What is judged: a threshold with what runs say to it. */
export type JudgedSeries = Pick<ThresholdSeries, "threshold" | "evidence" | "bounds">;

/** Why a load's numbers are not allowed to decide. */
export type Withheld = "unsteady" | "invalid" | "stopped";

export type ThresholdVerdict = ShareEvidence &
  ThresholdBounds & {
    text: string;
    verdict: "met" | "missed" | "undecided";
    /** Set with undecided. unproven: the runs allow both. */
    reason: "unproven" | "too_few_independent" | Withheld | null;
    unit: "ms" | "tokens/s" | "tokens" | "share";
    /** The share of runs that has to be good. */
    share: number;
    confidence: number;
    /** About how many runs would settle it, were the rest like these; null: settled, or over ten times as many. */
    runs_to_settle: number | null;
  };

/**
 * Decides thresholds on the attempted runs of one load. Each that is met is shown at 95 %: who claims that all are met needs
 * no correction, because the claim fails with the first that does not hold. Misses are kept by Holm, so that of several
 * thresholds that all hold at most one in twenty loads calls any missed.
 */
export function judgeThresholds(series: readonly JudgedSeries[], withheld: Withheld | null): ThresholdVerdict[] {
  const evidence = series.map((one) => one.evidence());
  const missed = rejectByHolm(
    series.map(({ threshold }, i) => (isEnough(evidence[i]) ? chanceOfFewer(evidence[i], threshold.share) : 1)),
    ALPHA,
  );
  return series.map((one, i) =>
    judge(one, { evidence: evidence[i] ?? NOTHING, isMissed: missed[i] === true, withheld }),
  );
}

const NOTHING: ShareEvidence = { good: 0, n: 0, effective_n: 0 };

type Given = { evidence: ShareEvidence; isMissed: boolean; withheld: Withheld | null };

function judge(series: JudgedSeries, { evidence, isMissed, withheld }: Given): ThresholdVerdict {
  const { text, share, good } = series.threshold;
  const isMet = isEnough(evidence) && chanceOfMore(evidence, share) <= ALPHA;
  const found = decide(evidence, { isMet, isMissed, withheld });
  return {
    text,
    ...found,
    ...evidence,
    ...series.bounds(evidence, ALPHA),
    unit: good.kind === "limit" ? LOAD_METRICS[good.metric].unit : "share",
    share,
    confidence: 1 - ALPHA,
    runs_to_settle:
      found.reason === "unproven" || found.reason === "too_few_independent" ? settledBy(evidence, share) : null,
  };
}

type Decision = Pick<ThresholdVerdict, "verdict" | "reason">;

function decide(
  evidence: ShareEvidence,
  { isMet, isMissed, withheld }: Omit<Given, "evidence"> & { isMet: boolean },
): Decision {
  if (withheld === "invalid" || withheld === "stopped") return { verdict: "undecided", reason: withheld };
  if (isMissed) return { verdict: "missed", reason: null };
  // What grows with the duration is not met by having been short; missed is missed all the more.
  if (isMet) return withheld === null ? { verdict: "met", reason: null } : { verdict: "undecided", reason: withheld };
  return { verdict: "undecided", reason: isEnough(evidence) ? "unproven" : "too_few_independent" };
}

/** Independent runs are enough however few; the exact test knows what they are worth. */
export function isEnough(evidence: ShareEvidence | undefined): evidence is ShareEvidence {
  if (evidence === undefined) return false;
  return evidence.effective_n === evidence.n || evidence.effective_n >= FEWEST_INDEPENDENT;
}

function settledBy({ good, n, effective_n }: ShareEvidence, share: number): number | null {
  if (n === 0) return null;
  const independent = Math.max(runsToSettle(good / n, share, ALPHA), effective_n === n ? 0 : FEWEST_INDEPENDENT);
  const runs = Math.ceil((independent * n) / effective_n);
  return runs > MOST_TIMES * n ? null : runs;
}
