import type { Slo } from "@tfbench/contracts";
import { isSuccess } from "../run-populations.ts";
import { LOAD_METRIC_NAMES, LOAD_METRICS } from "./load-metrics.ts";
import type { LoadMetricName } from "./load-metrics.ts";
import type { LoadRun } from "./load-run.ts";

/** Whether a run met every limit. A run that did not succeed, or lacks a limited metric, is not good. */
export function isGood(run: LoadRun, limits: readonly Slo[]): boolean {
  if (!isSuccess(run)) return false;
  return limits.every(({ metric, below, limit }) => {
    const value = isMetricName(metric) ? LOAD_METRICS[metric].of(run) : null;
    return value !== null && (below ? value < limit : value > limit);
  });
}

export const isMetricName = (name: string): name is LoadMetricName => LOAD_METRIC_NAMES.some((known) => known === name);
