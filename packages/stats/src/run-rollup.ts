import type { KpiBlock, Percentiles } from "@tfbench/contracts";
import { composeKpiBlock } from "./compose-kpi-block.ts";
import { estimateSketchQuantile } from "./estimate-quantile.ts";
import { LogHistogram } from "./log-histogram.ts";
import { mergeEncodedInto } from "./log-histogram-encoding.ts";
import { PERCENTILES, pooledPercentiles } from "./pooled-percentiles.ts";
import { isSuccess } from "./run-populations.ts";
import type { RunOutcome } from "./run-populations.ts";
import { RunTally } from "./run-tally.ts";
import type { RunFigures } from "./summarize-runs.ts";

/** A rollup as it is stored. `counts` holds whole numbers only; the sketches are encoded LogHistograms. */
export type RunRollupRecord = {
  counts: Record<string, number>;
  total_sketch: Uint8Array;
  ttft_sketch: Uint8Array;
  gap_sketch: Uint8Array;
};

const GAP_RUNS = "gap_runs";

/**
 * The figures of finished runs in a form that merges: rollups of parts, merged in any order, equal the rollup of all
 * runs to the byte. The block computed from it has exact counts, rates and costs; its percentiles are sketch estimates
 * within 1 % of `summarizeRuns`. Gap percentiles have no interval here: that takes the sketches of single runs.
 */
export class RunRollup {
  /** Durations of the successes. */
  readonly totalMs = new LogHistogram();
  readonly ttftMs = new LogHistogram();
  readonly gapsMs = new LogHistogram();
  readonly #tally = new RunTally();
  #gapRuns = 0;

  /** Adds one run; one that has not ended is passed over. When it throws (value out of range, corrupt sketch) the rollup is of no more use. */
  add(run: RunFigures): void {
    if (!this.#tally.add(run, run.cost_usd) || !isSuccess(run)) return;
    if (run.total_duration_ms !== null) this.totalMs.add(run.total_duration_ms);
    if (run.ttft_ms !== null) this.ttftMs.add(run.ttft_ms);
    if (run.gap_sketch === null) return;
    mergeEncodedInto(this.gapsMs, run.gap_sketch);
    this.#gapRuns += 1;
  }

  /** Adds all runs of `other`, which stays as it is. */
  merge(other: RunRollup): void {
    this.#tally.merge(other.#tally);
    this.totalMs.merge(other.totalMs);
    this.ttftMs.merge(other.ttftMs);
    this.gapsMs.merge(other.gapsMs);
    this.#gapRuns += other.#gapRuns;
  }

  encode(): RunRollupRecord {
    return {
      counts: { ...this.#tally.toCounts(), [GAP_RUNS]: this.#gapRuns },
      total_sketch: this.totalMs.encode(),
      ttft_sketch: this.ttftMs.encode(),
      gap_sketch: this.gapsMs.encode(),
    };
  }

  /** Adds a stored rollup without building it first. Throws an Error that names the fault when the record is not one; the rollup is then of no more use. */
  mergeEncoded(record: RunRollupRecord): void {
    this.mergeTimes(record);
    mergeEncodedInto(this.gapsMs, record.gap_sketch);
  }

  /** Adds a stored rollup but for its gaps, which are most of its bytes. Throws as `mergeEncoded` does. */
  mergeTimes(record: Omit<RunRollupRecord, "gap_sketch">): void {
    this.mergeCounts(record.counts);
    mergeEncodedInto(this.totalMs, record.total_sketch);
    mergeEncodedInto(this.ttftMs, record.ttft_sketch);
  }

  /** Adds what a stored rollup counted and not what it measured: exact counts, rates and costs, no percentile. Throws as `mergeEncoded` does. */
  mergeCounts({ [GAP_RUNS]: gapRuns, ...counts }: RunRollupRecord["counts"]): void {
    if (gapRuns === undefined || !Number.isSafeInteger(gapRuns) || gapRuns < 0) {
      throw new Error(`The count ${GAP_RUNS} is not a whole number: ${gapRuns}.`);
    }
    this.#gapRuns += gapRuns;
    this.#tally.merge(RunTally.fromCounts(counts));
  }

  /** Reads what `encode` wrote; throws as `mergeEncoded` does. */
  static decode(record: RunRollupRecord): RunRollup {
    const rollup = new RunRollup();
    rollup.mergeEncoded(record);
    return rollup;
  }

  /** How many runs satisfy `belongs`. */
  countWhere(belongs: (run: RunOutcome) => boolean): number {
    return this.#tally.countWhere(belongs);
  }

  kpiBlock(): KpiBlock {
    return composeKpiBlock(this.#tally, {
      total_duration_ms: sketchPercentiles(this.totalMs),
      ttft_ms: sketchPercentiles(this.ttftMs),
      // Not null, which says that no token is known: a rollup holds none of those that are.
      tokens: undefined,
      gaps_ms: pooledPercentiles(this.gapsMs, this.#gapRuns, () => null),
    });
  }
}

function sketchPercentiles(histogram: LogHistogram): Percentiles {
  const [p50, p95, p99] = PERCENTILES;
  return {
    p50: estimateSketchQuantile(histogram, p50),
    p95: estimateSketchQuantile(histogram, p95),
    p99: estimateSketchQuantile(histogram, p99),
  };
}
