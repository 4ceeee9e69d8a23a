import { regularizedBeta } from "./regularized-beta.ts";

/**
 * How many of the attempted runs were good, and what they are worth: runs that met the same queue say less than as many
 * independent ones. `effective_n` is at most `n`; the share of good ones is the same in both.
 */
export type ShareEvidence = { good: number; n: number; effective_n: number };

/** P(at least so many good), were `share` of all runs good: small when the true share is above it. 1 without runs. */
export function chanceOfMore(evidence: ShareEvidence, share: number): number {
  const { good, n } = effective(evidence);
  return good <= 0 ? 1 : regularizedBeta(share, good, n - good + 1);
}

/** P(at most so many good), were `share` of all runs good: small when the true share is below it. 1 without runs. */
export function chanceOfFewer(evidence: ShareEvidence, share: number): number {
  const { good, n } = effective(evidence);
  return n - good <= 0 ? 1 : regularizedBeta(1 - share, n - good, good + 1);
}

/**
 * The one-sided bounds of Clopper and Pearson (1934), each at `1 - alpha`: the share is at least `low`, and it is at most
 * `high`. Null without runs.
 */
export function shareBounds(evidence: ShareEvidence, alpha: number): { low: number; high: number } | null {
  if (evidence.n === 0) return null;
  return {
    low: bisect((share) => chanceOfMore(evidence, share) > alpha),
    high: bisect((share) => chanceOfFewer(evidence, share) <= alpha),
  };
}

function effective({ good, n, effective_n }: ShareEvidence): { good: number; n: number } {
  if (!(good >= 0 && good <= n && effective_n <= n && effective_n >= 0)) {
    throw new RangeError(`${good} good of ${n} runs worth ${effective_n} is no evidence.`);
  }
  return n === 0 ? { good: 0, n: 0 } : { good: (good * effective_n) / n, n: effective_n };
}

/** Where a condition that holds from some share on begins to; 1 where it never does. */
function bisect(holds: (share: number) => boolean): number {
  if (holds(0)) return 0;
  if (!holds(1)) return 1;
  let low = 0;
  let high = 1;
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
