import type { ShareEvidence } from "../gate/share-evidence.ts";

export type LevelShare = ShareEvidence & { level: number };
export type Reversal = { lower: number; higher: number };

/** 3.09: one-sided 0.001. Several pairs are looked at, and an answer that calls the order of levels into doubt has to be rare. */
const CLEARLY = 3.09;

/**
 * Pairs of levels where the lower one was clearly worse than the higher one: more load did better, so "the highest level
 * that meets" is not the whole story (a cold cache, another user of the target, a batch scheduler). By the difference of two
 * shares with their pooled variance and effective sample sizes.
 */
export function findReversals(levels: readonly LevelShare[]): Reversal[] {
  const known = levels.filter(({ n }) => n > 0).sort((a, b) => a.level - b.level);
  return known.flatMap((lower, i) =>
    known
      .slice(i + 1)
      .filter((higher) => deviation(lower, higher) > CLEARLY)
      .map((higher) => ({ lower: lower.level, higher: higher.level })),
  );
}

function deviation(lower: ShareEvidence, higher: ShareEvidence): number {
  const [a, b] = [lower.good / lower.n, higher.good / higher.n];
  const total = lower.effective_n + higher.effective_n;
  const pooled = (a * lower.effective_n + b * higher.effective_n) / total;
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / lower.effective_n + 1 / higher.effective_n));
  return spread === 0 ? 0 : (b - a) / spread;
}
