import { scoreInterval } from "./wilson.ts";
import { normalQuantile } from "./normal-distribution.ts";

/** A share with the number of independent runs behind it: whole, or effective where cases were repeated. */
export type CountedShare = { numerator: number; denominator: number };

/**
 * By how many points a share changed, after - before, with Newcombe's interval (1998, method 10): the Wilson intervals
 * of both sides put together. `direction` -1 turns the sign for shares of which more is better, so that positive is
 * worse. Null where one side has no run.
 */
export function compareShares(
  before: CountedShare,
  after: CountedShare,
  { direction = 1, level = 0.95 }: { direction?: 1 | -1; level?: number } = {},
): { e: number; low: number; high: number } | null {
  if (before.denominator === 0 || after.denominator === 0) return null;
  const critical = normalQuantile((1 + level) / 2);
  const p1 = after.numerator / after.denominator;
  const p2 = before.numerator / before.denominator;
  const one = scoreInterval(p1, after.denominator, critical);
  const two = scoreInterval(p2, before.denominator, critical);
  const e = p1 - p2;
  const low = e - Math.hypot(p1 - one.low, two.high - p2);
  const high = e + Math.hypot(one.high - p1, p2 - two.low);
  return direction === 1 ? { e, low, high } : { e: 0 - e, low: 0 - high, high: 0 - low };
}
