import type { ChangeInterval } from "./compare-durations.ts";
import { normalCdf, normalQuantile } from "./normal-distribution.ts";

/** The two-sided p value that goes with a 95 % interval, from the reach of its end towards 0. 1 where that end is open. */
export function pValueOf({ e, low, high }: ChangeInterval): number {
  const end = e === null ? null : e > 0 ? low : high;
  if (e === null || end === null) return 1;
  const deviation = Math.abs(e - end) / normalQuantile(0.975);
  if (deviation === 0) return e === 0 ? 1 : 0;
  return 2 * (1 - normalCdf(Math.abs(e) / deviation));
}

/** Benjamini and Hochberg (1995): which of many findings to keep so that at most `rate` of those kept are expected to be false. */
export function keepDiscoveries(pValues: readonly number[], rate = 0.05): boolean[] {
  const sorted = [...pValues].sort((a, b) => a - b);
  let largest = -1;
  for (const [index, p] of sorted.entries()) if (p <= ((index + 1) / sorted.length) * rate) largest = p;
  return pValues.map((p) => p <= largest);
}
