import type { Slo } from "./load-report.ts";
import { isRunMetric, RUN_METRIC_UNITS } from "./run-metric.ts";

const FORM = /^\s*([a-z_]+)\s*(<|>)\s*([0-9]+(?:\.[0-9]+)?)\s*(ms|s|tokens\/s)?\s*$/;

/**
 * One limit each run has to keep, as `ttft_ms<200` or `tpot_ms < 0.05 s`. Returns a sentence that says what is wrong
 * where it is none. Metrics in milliseconds take `ms` (or nothing) and `s`.
 */
export function parseSlo(text: string): Slo | string {
  const [, metric, sign, number, unit] = FORM.exec(text) ?? [];
  if (metric === undefined || sign === undefined || number === undefined) {
    return `"${text}" is no limit; write it as ttft_ms<200.`;
  }
  if (!isRunMetric(metric)) {
    return `"${metric}" is no metric of a run; the ones there are: ${Object.keys(RUN_METRIC_UNITS).join(", ")}.`;
  }
  const own = RUN_METRIC_UNITS[metric];
  if (unit !== undefined && (own === "ms" ? unit === "tokens/s" : unit !== own)) {
    return `${metric} is in ${own}; "${unit}" does not fit.`;
  }
  const limit = Number(number) * (unit === "s" && own === "ms" ? 1000 : 1);
  return { metric, below: sign === "<", limit, text: text.trim() };
}
