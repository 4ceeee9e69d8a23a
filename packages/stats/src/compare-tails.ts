import type { AttemptedDurations, ChangeInterval } from "./compare-durations.ts";
import { estimateCensoredQuantile } from "./estimate-censored-quantile.ts";

/**
 * By how much a high percentile of the durations changed, as a log-ratio, over all attempted runs. Each side's interval
 * is that of its order statistics; the difference puts them together as Newcombe does for shares. Null when a side has
 * fewer runs than the percentile needs (59 for p95); open ends are null.
 */
export function compareTails(before: AttemptedDurations, after: AttemptedDurations, q = 0.95): ChangeInterval | null {
  const earlier = estimateCensoredQuantile(before.sortedMs, before.n, q);
  const later = estimateCensoredQuantile(after.sortedMs, after.n, q);
  if (earlier.needed !== null || later.needed !== null) return null;
  const [from, to] = [logOf(earlier.value), logOf(later.value)];
  if (from === null || to === null) return { e: null, low: null, high: null };
  const e = to - from;
  const reach = (a: number | null, b: number | null) => (a === null || b === null ? null : Math.hypot(a, b));
  const below = reach(distance(to, logOf(later.low)), distance(from, logOf(earlier.high)));
  const above = reach(distance(to, logOf(later.high)), distance(from, logOf(earlier.low)));
  return { e, low: below === null ? null : e - below, high: above === null ? null : e + above };
}

const logOf = (ms: number | null): number | null => (ms === null ? null : Math.log(Math.max(ms, 1e-3)));
const distance = (from: number, to: number | null): number | null => (to === null ? null : Math.abs(to - from));
