import type { ChangeInterval } from "./compare-durations.ts";

/** A change within one scenario and how much it counts, for instance the scenario's runs in the earlier period. */
export type WeightedChange = { change: ChangeInterval; weight: number };

/**
 * The weighted mean of independent changes. The interval puts theirs together by the method of variance estimates
 * recovery (Zou and Donner 2008): the distance from the estimate to each end adds up in squares. A change that is open
 * on a side leaves the mean open there. Null without a change.
 */
export function combineChanges(parts: readonly WeightedChange[]): ChangeInterval | null {
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
  if (!(whole > 0)) return null;
  let e = 0;
  let below = 0;
  let above = 0;
  for (const { change, weight } of parts) {
    if (change.e === null) return { e: null, low: null, high: null };
    const share = weight / whole;
    e += share * change.e;
    below += (share * (change.e - (change.low ?? -Infinity))) ** 2;
    above += (share * ((change.high ?? Infinity) - change.e)) ** 2;
  }
  return {
    e,
    low: Number.isFinite(below) ? e - Math.sqrt(below) : null,
    high: Number.isFinite(above) ? e + Math.sqrt(above) : null,
  };
}
