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
  input_tokens?: number | null;
  output_tokens?: number | null;
  output_tokens_per_second?: number | null;
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
  const tokens = { input: emptyValues(), output: emptyValues(), output_per_second: emptyValues() };
  for (const run of runs) {
    if (!tally.add(run, run.cost_usd) || !isSuccess(run)) continue;
    if (run.total_duration_ms !== null) totalsMs.push(run.total_duration_ms);
    if (run.ttft_ms !== null) ttftsMs.push(run.ttft_ms);
    if (run.gap_sketch !== null) sketches.push(run.gap_sketch);
    addKnown(tokens.input, run.input_tokens);
    addKnown(tokens.output, run.output_tokens);
    addKnown(tokens.output_per_second, run.output_tokens_per_second);
  }
  const gaps = dealSketches(sketches, bootstrap.seed);
  return composeKpiBlock(tally, {
    total_duration_ms: rawPercentiles(totalsMs),
    ttft_ms: rawPercentiles(ttftsMs),
    tokens: tokensOf(tokens),
    gaps_ms: pooledPercentiles(gaps.pooled, gaps.runs, (q) => bootstrapDealtQuantile(gaps, q, bootstrap)),
  });
}

const emptyValues = (): number[] => [];

function addKnown(values: number[], value: number | null | undefined): void {
  if (typeof value === "number") values.push(value);
}

type TokenValues = Record<keyof NonNullable<KpiBlock["tokens"]>, readonly number[]>;

/** Nothing where no run has a token, as of agents. */
function tokensOf({ input, output, output_per_second }: TokenValues): KpiBlock["tokens"] {
  if (input.length + output.length + output_per_second.length === 0) return null;
  return {
    input: rawPercentiles(input),
    output: rawPercentiles(output),
    output_per_second: rawPercentiles(output_per_second),
  };
}

function rawPercentiles(values: readonly number[]): Percentiles {
  const sorted = Float64Array.from(values).sort();
  const [p50, p95, p99] = PERCENTILES;
  return { p50: estimateQuantile(sorted, p50), p95: estimateQuantile(sorted, p95), p99: estimateQuantile(sorted, p99) };
}
