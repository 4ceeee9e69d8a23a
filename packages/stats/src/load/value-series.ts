import type { LoadMetric, LoadPercentile } from "@tfbench/contracts";
import { RELATIVE_ERROR } from "../log-bins.ts";
import { LogHistogram } from "../log-histogram.ts";
import { smallestSampleFor } from "../smallest-sample-for.ts";
import { loadedQuantile, loadedSeries } from "./loaded-quantile.ts";

/** Raw values are kept up to this many; beyond, a sketch takes over and memory stays flat. */
const MOST_RAW = 200_000;
const QUANTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;

export type SeriesFigures = Pick<
  LoadMetric,
  "n" | "mean" | "min" | "max" | "p50" | "p90" | "p95" | "p99" | "percentiles" | "estimator" | "relative_error"
>;

/**
 * The values of one metric with the due times of their runs. `Infinity` stands for a run that never got there: it ranks
 * above every value, and a percentile that falls among such runs is null.
 */
export class ValueSeries {
  #values: number[] | null = [];
  #dueMs: number[] = [];
  readonly #sketch = new LogHistogram();
  #sum = 0;
  #finite = 0;
  #endless = 0;

  add(value: number, dueMs: number): void {
    if (value === Infinity) this.#endless += 1;
    else {
      this.#sum += value;
      this.#finite += 1;
    }
    if (this.#values === null) return this.#sketchValue(value);
    this.#values.push(value);
    this.#dueMs.push(dueMs);
    if (this.#values.length <= MOST_RAW) return;
    for (const kept of this.#values) this.#sketchValue(kept);
    this.#values = null;
    this.#dueMs = [];
  }

  #sketchValue(value: number): void {
    // A clock read twice within its resolution can make a duration of nothing slightly negative.
    if (value !== Infinity) this.#sketch.add(Math.max(0, value));
  }

  figures(): SeriesFigures {
    return this.#values === null ? this.#fromSketch() : this.#fromValues(this.#values);
  }

  /** Values in the order of their due times; null once they are no longer kept. */
  inOrder(): Float64Array | null {
    if (this.#values === null) return null;
    const values = this.#values;
    const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => (this.#dueMs[a] ?? 0) - (this.#dueMs[b] ?? 0));
    return Float64Array.from(order, (i) => values[i] ?? 0);
  }

  #fromValues(values: readonly number[]): SeriesFigures {
    const series = loadedSeries(this.inOrder() ?? Float64Array.from(values));
    const percentile = (q: number): LoadPercentile => reached(loadedQuantile(series, q));
    const percentiles = {
      p50: percentile(QUANTILES.p50),
      p90: percentile(QUANTILES.p90),
      p95: percentile(QUANTILES.p95),
      p99: percentile(QUANTILES.p99),
    };
    return {
      ...this.#totals(series.sorted[0] ?? null, series.sorted.at(-1) ?? null),
      ...valuesOf(percentiles),
      percentiles,
      estimator: "type7",
      relative_error: null,
    };
  }

  #fromSketch(): SeriesFigures {
    const n = this.#finite + this.#endless;
    const percentile = (q: number): LoadPercentile => {
      // The sketch holds the values that exist; the endless ones lie above all of them.
      const share = (q * (n - 1)) / Math.max(1, this.#finite - 1);
      const value = n < smallestSampleFor(q) || share > 1 ? null : this.#sketch.quantile(share);
      return { value, low: null, high: null, needed: null, effective_n: null };
    };
    const percentiles = {
      p50: percentile(QUANTILES.p50),
      p90: percentile(QUANTILES.p90),
      p95: percentile(QUANTILES.p95),
      p99: percentile(QUANTILES.p99),
    };
    return {
      ...this.#totals(this.#sketch.minMs, this.#endless > 0 ? Infinity : this.#sketch.maxMs),
      ...valuesOf(percentiles),
      percentiles,
      estimator: "sketch",
      relative_error: RELATIVE_ERROR,
    };
  }

  /** A mean over runs of which some never ended does not exist. */
  #totals(min: number | null, max: number | null): Pick<SeriesFigures, "n" | "mean" | "min" | "max"> {
    const n = this.#finite + this.#endless;
    return {
      n,
      mean: this.#finite === 0 || this.#endless > 0 ? null : this.#sum / this.#finite,
      min: finiteOrNull(min),
      max: finiteOrNull(max),
    };
  }
}

const finiteOrNull = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);

/** Interpolating towards a run without an end gives no number. */
function reached({ value, low, high, ...rest }: LoadPercentile): LoadPercentile {
  return { ...rest, value: finiteOrNull(value), low: finiteOrNull(low), high: finiteOrNull(high) };
}

function valuesOf(percentiles: LoadMetric["percentiles"]): Pick<LoadMetric, "p50" | "p90" | "p95" | "p99"> {
  const { p50, p90, p95, p99 } = percentiles;
  return { p50: p50.value, p90: p90.value, p95: p95.value, p99: p99.value };
}
