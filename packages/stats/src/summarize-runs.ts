import type { KpiBlock, Percentiles } from "@tfbench/contracts";
import { bootstrapDealtQuantile } from "./bootstrap-pooled-quantile.ts";
import type { BootstrapOptions } from "./bootstrap-pooled-quantile.ts";
import { composeKpiBlock } from "./compose-kpi-block.ts";
import { dealSketches } from "./deal-sketches.ts";
import { estimateQuantile } from "./estimate-quantile.ts";
import { PERCENTILES, pooledPercentiles } from "./pooled-percentiles.ts";
import { isSuccess } from "./run-populations.ts";
import type { RunOutcome } from "./run-populations.ts";
import { RunTally } from "./run-tally.ts";

/** What the KPI block reads of a finished run's row. Milliseconds; null where unknown or never reached. */
export type RunFigures = RunOutcome & {
  total_duration_ms: number | null;
  ttft_ms: number | null;
  cost_usd: number | null;
  /** Encoded LogHistogram of the gaps between content events. */
  gap_sketch: Uint8Array | null;
};

/**
 * The KPI block of some finished runs, from raw values: type 7 percentiles with rank intervals. Runs that have not ended
 * are passed over. Durations, time to first token and gaps are those of the successes (see `isSuccess`); the gaps are
 * pooled from the runs' sketches, with intervals bootstrapped over runs. Runs that must not share a figure (origins,
 * agents and models in one TTFT) are for the caller to keep apart. Throws when a sketch is corrupt.
 */
export function summarizeRuns(runs: Iterable<RunFigures>, bootstrap: BootstrapOptions = { seed: 1 }): KpiBlock {
  const tally = new RunTally();
  const totalsMs: number[] = [];
  const ttftsMs: number[] = [];
  const sketches: Uint8Array[] = [];
  for (const run of runs) {
    if (!tally.add(run, run.cost_usd) || !isSuccess(run)) continue;
    if (run.total_duration_ms !== null) totalsMs.push(run.total_duration_ms);
    if (run.ttft_ms !== null) ttftsMs.push(run.ttft_ms);
    if (run.gap_sketch !== null) sketches.push(run.gap_sketch);
  }
  const gaps = dealSketches(sketches, bootstrap.seed);
  return composeKpiBlock(tally, {
    total_duration_ms: rawPercentiles(totalsMs),
    ttft_ms: rawPercentiles(ttftsMs),
    gaps_ms: pooledPercentiles(gaps.pooled, gaps.runs, (q) => bootstrapDealtQuantile(gaps, q, bootstrap)),
  });
}

function rawPercentiles(values: readonly number[]): Percentiles {
  const sorted = Float64Array.from(values).sort();
  const [p50, p95, p99] = PERCENTILES;
  return { p50: estimateQuantile(sorted, p50), p95: estimateQuantile(sorted, p95), p99: estimateQuantile(sorted, p99) };
}
