import type { Rate } from "@tfbench/contracts";
import type { ShareEvidence } from "./gate/share-evidence.ts";
import { normalQuantile } from "./normal-distribution.ts";
import { scoreInterval } from "./wilson.ts";

/** As `rateOf`, of runs that depend on each other: the interval is that of as many independent ones as they are worth. */
export function rateWorth({ good, n, effective_n }: ShareEvidence): Rate {
  if (n === 0) return { value: null, numerator: 0, denominator: 0, low: null, high: null };
  const interval = scoreInterval(good / n, effective_n, normalQuantile(0.975));
  return { value: good / n, numerator: good, denominator: n, ...interval };
}
