import type { RunMetric } from "./run-metric.ts";

/** What makes a single run count for a threshold. */
export type GoodRun =
  /** It passed, or it completed where nothing could judge it. */
  | { kind: "success" }
  /** It passed. */
  | { kind: "passed" }
  /** It kept every limit of the service level objective. */
  | { kind: "slo" }
  | { kind: "limit"; metric: RunMetric; below: boolean; limit: number; includes_limit: boolean };

/**
 * What runs have to show, over all attempted ones: at least `share` of them are good. A quantile is the same thing said
 * the other way round: p95 < 800 means that at least 95 % are below 800, so one test and one kind of evidence do for all.
 */
export type Threshold = {
  /** As it was written. */
  text: string;
  good: GoodRun;
  share: number;
};
