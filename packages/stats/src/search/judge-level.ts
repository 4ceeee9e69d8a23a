import { isEnough } from "../gate/judge-thresholds.ts";
import { rejectByHolm } from "../gate/holm.ts";
import { chanceOfFewer, chanceOfMore } from "../gate/share-evidence.ts";
import type { ShareEvidence } from "../gate/share-evidence.ts";

/** More runs than this share dropped for want of a slot: the level was not offered what it names. */
export const MOST_DROPPED = 0.01;

/** What one load at a level showed: the evidence for each threshold, in their order, and what else became of it. */
export type LevelLoad = {
  evidence: readonly ShareEvidence[];
  /** Completions, runs in flight or response times say that the level was not kept up with. */
  isUnsteady: boolean;
  /** This machine was the limit: the load says nothing about the target. */
  isInvalid: boolean;
  /** More runs were dropped for want of a slot than a load may. */
  isOverDropped: boolean;
};

/** Every verdict but `met` counts as not met; only `missed` was shown. */
export type LevelVerdict = "met" | "missed" | "not_shown" | "unsteady" | "dropped" | "invalid";

type Rule = {
  /** The share of each threshold's runs that has to be good. */
  shares: readonly number[];
  /** For one look at one level; see `nextSearchStep`. */
  alpha: number;
  /** Loads a level may take. */
  looks: number;
};

/**
 * Decides a level after each of its loads, whose evidence is added up; null asks for another load. All thresholds have to be
 * shown, each at `alpha`; one that is shown not to hold, by Holm at `alpha`, is enough to miss. A load that was invalid uses
 * up one of the level's looks and its figures are thrown away, so that a machine that stays the limit ends the search; one that
 * was unsteady or dropped too much decides at once.
 */
export function judgeLevel(loads: readonly LevelLoad[], { shares, alpha, looks }: Rule): LevelVerdict | null {
  const valid = loads.filter(({ isInvalid }) => !isInvalid);
  if (valid.some(({ isUnsteady }) => isUnsteady)) return "unsteady";
  if (valid.some(({ isOverDropped }) => isOverDropped)) return "dropped";
  const pooled = shares.map((_, i) => addUp(valid.map(({ evidence }) => evidence[i])));
  const isMet = shares.every((share, i) => isShown(pooled[i], (evidence) => chanceOfMore(evidence, share) <= alpha));
  if (valid.length > 0 && isMet) return "met";
  const pValues = shares.map((share, i) => {
    const evidence = pooled[i];
    return isEnough(evidence) ? chanceOfFewer(evidence, share) : 1;
  });
  if (rejectByHolm(pValues, alpha).includes(true)) return "missed";
  if (loads.length < looks) return null;
  return valid.length === 0 ? "invalid" : "not_shown";
}

const isShown = (evidence: ShareEvidence | undefined, test: (evidence: ShareEvidence) => boolean): boolean =>
  isEnough(evidence) && test(evidence);

export function addUp(evidence: readonly (ShareEvidence | undefined)[]): ShareEvidence {
  const sum = { good: 0, n: 0, effective_n: 0 };
  for (const one of evidence) {
    sum.good += one?.good ?? 0;
    sum.n += one?.n ?? 0;
    sum.effective_n += one?.effective_n ?? 0;
  }
  return sum;
}
