import type { Distribution } from "@tfbench/contracts";
import { ecdf, estimateCensoredQuantile, hasEnd, histogramOf } from "@tfbench/stats";
import type { RunOutcome } from "@tfbench/stats";

/** How the times of all attempted runs spread; null is a run that never got there. */
export function distributionOf(times: readonly (number | null)[]): Distribution {
  const sorted = Float64Array.from(times.filter((ms) => ms !== null)).sort();
  const n = times.length;
  return {
    n,
    ended: sorted.length,
    ecdf: ecdf(sorted, n).points,
    p50: estimateCensoredQuantile(sorted, n, 0.5),
    p95: estimateCensoredQuantile(sorted, n, 0.95),
    p99: estimateCensoredQuantile(sorted, n, 0.99),
    histogram: histogramOf(sorted),
  };
}

/** The duration of a run that came to its end; null for every other. */
export const endedMs = (run: Pick<RunOutcome, "status"> & { total_duration_ms: number | null }): number | null =>
  hasEnd(run) ? run.total_duration_ms : null;
