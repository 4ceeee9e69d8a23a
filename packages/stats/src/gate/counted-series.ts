import type { Threshold } from "@tfbench/contracts";
import type { JudgedSeries } from "./judge-thresholds.ts";
import { shareBounds } from "./share-evidence.ts";

/** A share of independent runs of which only the counts are known. */
export const countedSeries = (threshold: Threshold, { good, n }: { good: number; n: number }): JudgedSeries => ({
  threshold,
  evidence: () => ({ good, n, effective_n: n }),
  bounds: (evidence, alpha) => ({
    value: n === 0 ? null : good / n,
    ...(shareBounds(evidence, alpha) ?? { low: null, high: null }),
  }),
});
