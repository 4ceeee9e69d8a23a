import { isRunMetric } from "@tfbench/contracts";
import type { GoodRun, Slo, Threshold } from "@tfbench/contracts";
import { hasEnd } from "../ecdf.ts";
import { isGood } from "../load/is-good.ts";
import { KNOWN_WITHOUT_END, LOAD_METRICS } from "../load/load-metrics.ts";
import type { LoadRun } from "../load/load-run.ts";
import { isSuccess } from "../run-populations.ts";

/** The value a threshold looks at, the worst possible where a run has none or no end; 1 or 0 where there is no value. */
export function valueFor({ good }: Threshold, run: LoadRun, slo: readonly Slo[]): number {
  if (good.kind === "success") return isSuccess(run) ? 1 : 0;
  if (good.kind === "passed") return run.goal === "passed" ? 1 : 0;
  if (good.kind === "slo") return isGood(run, slo) ? 1 : 0;
  const value = hasEnd(run) || KNOWN_WITHOUT_END.has(good.metric) ? LOAD_METRICS[good.metric].of(run) : null;
  return value ?? (good.below ? Infinity : -Infinity);
}

/**
 * The values whose dependence tells how much the runs are worth: those a threshold looks at, and for an attainment those of
 * every limited metric. Success has none but its own.
 */
export function valuesBehind(threshold: Threshold, run: LoadRun, slo: readonly Slo[]): number[] {
  if (threshold.good.kind !== "slo") return [valueFor(threshold, run, slo)];
  return slo.map(({ metric, below, limit, text }) => {
    if (!isRunMetric(metric)) return Infinity;
    const good: GoodRun = { kind: "limit", metric, below, limit, includes_limit: false };
    return valueFor({ text, good, share: threshold.share }, run, slo);
  });
}

/** Whether a value of `valueFor` is good. */
export function isWithin({ good }: Threshold, value: number): boolean {
  if (good.kind !== "limit") return value === 1;
  if (value === good.limit) return good.includes_limit;
  return good.below ? value < good.limit : value > good.limit;
}
