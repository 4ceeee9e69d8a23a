import { firstWhere } from "./first-where.ts";
import { chanceOfFewer, chanceOfMore } from "./share-evidence.ts";

/** Chance with which the stated number of runs settles it. */
const POWER = 0.8;

/** The fewest independent runs that can show a share above `share`: all of them good. 29 for 0.9 at 95 %, 59 for 0.95, and no number for 1. */
export const runsForProof = (share: number, alpha: number): number =>
  share >= 1 ? Infinity : Math.max(1, Math.ceil(Math.log(alpha) / Math.log(share) - 1e-9));

/**
 * About how many independent runs it takes to settle, four times in five, on which side of `share` a true share of `truth`
 * lies. Infinity where they are the same. Exact binomial at both ends; the power of such a test goes up in small steps
 * back and forth, which the answer passes over.
 */
export function runsToSettle(truth: number, share: number, alpha: number): number {
  if (truth === share) return Infinity;
  if (truth === 1) return runsForProof(share, alpha);
  const settles = (n: number): boolean => powerOf(truth, share, { n, alpha }) >= POWER;
  let high = truth > share ? runsForProof(share, alpha) : 1;
  while (!settles(high)) {
    high *= 2;
    if (high > 1e8) return Infinity;
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (settles(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function powerOf(truth: number, share: number, { n, alpha }: { n: number; alpha: number }): number {
  const of = (good: number) => ({ good, n, effective_n: n });
  if (truth > share) {
    const critical = firstWhere(n, (good) => chanceOfMore(of(good), share) <= alpha);
    return critical > n ? 0 : chanceOfMore(of(critical), truth);
  }
  const critical = firstWhere(n, (good) => chanceOfFewer(of(good), share) > alpha) - 1;
  return critical < 0 ? 0 : chanceOfFewer(of(critical), truth);
}
