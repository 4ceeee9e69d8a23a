import { isRunMetric } from "@tfbench/contracts";
import type { Slo } from "@tfbench/contracts";
import { isSuccess } from "../run-populations.ts";
import { LOAD_METRICS } from "./load-metrics.ts";
import type { LoadRun } from "./load-run.ts";

/** Whether a run met every limit. A run that did not succeed, or lacks a limited metric, is not good. */
export function isGood(run: LoadRun, limits: readonly Slo[]): boolean {
  if (!isSuccess(run)) return false;
  return limits.every(({ metric, below, limit }) => {
    const value = isRunMetric(metric) ? LOAD_METRICS[metric].of(run) : null;
    return value !== null && (below ? value < limit : value > limit);
  });
}
