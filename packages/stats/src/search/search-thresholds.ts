import type { ParsedSlos, Threshold } from "@tfbench/contracts";

const SHARE = 0.95;

/** What each level of a search has to meet. Limits of single runs alone are a threshold too: that 95 % of the runs keep them. */
export function searchThresholds({ limits, thresholds }: ParsedSlos): readonly Threshold[] {
  if (thresholds.length > 0 || limits.length === 0) return thresholds;
  return [{ text: `attainment >= ${SHARE}`, good: { kind: "slo" }, share: SHARE }];
}
