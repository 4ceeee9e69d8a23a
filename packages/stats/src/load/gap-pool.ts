import type { LoadMetric, LoadPercentile } from "@tfbench/contracts";
import { bootstrapDealtQuantile } from "../bootstrap-pooled-quantile.ts";
import { LARGEST_BOOTSTRAP } from "../deal-sketches.ts";
import { RELATIVE_ERROR } from "../log-bins.ts";
import { LogHistogram } from "../log-histogram.ts";
import { mergeEncodedInto } from "../log-histogram-encoding.ts";
import { smallestSampleFor } from "../smallest-sample-for.ts";

const BOOTSTRAP = { seed: 1 };

/**
 * The gaps between content chunks of many runs, pooled. Runs are dealt in turn into at most 200 sketches, which is what a
 * bootstrap over runs needs and keeps memory flat.
 */
export class GapPool {
  readonly #units: LogHistogram[] = [];
  #runs = 0;

  add(sketch: Uint8Array | null): void {
    if (sketch === null) return;
    const unit = this.#units[this.#runs % LARGEST_BOOTSTRAP];
    if (unit === undefined) this.#units.push(LogHistogram.decode(sketch));
    else mergeEncodedInto(unit, sketch);
    this.#runs += 1;
  }

  /** Null without a gap. */
  metric(): LoadMetric | null {
    const pooled = new LogHistogram();
    for (const unit of this.#units) pooled.merge(unit);
    if (pooled.count === 0) return null;
    const percentiles = {
      p50: this.#percentile(pooled, 0.5),
      p90: this.#percentile(pooled, 0.9),
      p95: this.#percentile(pooled, 0.95),
      p99: this.#percentile(pooled, 0.99),
    };
    return {
      unit: "ms",
      direction: "lower",
      population: "gaps",
      n: pooled.count,
      mean: pooled.sumMs / pooled.count,
      min: pooled.minMs,
      max: pooled.maxMs,
      p50: percentiles.p50.value,
      p90: percentiles.p90.value,
      p95: percentiles.p95.value,
      p99: percentiles.p99.value,
      percentiles,
      estimator: "sketch",
      relative_error: RELATIVE_ERROR,
    };
  }

  #percentile(pooled: LogHistogram, q: number): LoadPercentile {
    const needed = smallestSampleFor(q);
    if (pooled.count < needed) return { value: null, low: null, high: null, needed, effective_n: null };
    const dealt = { runs: this.#runs, pooled, units: this.#units };
    const interval = bootstrapDealtQuantile(dealt, q, BOOTSTRAP) ?? { low: null, high: null };
    return { value: pooled.quantile(q), ...interval, needed: null, effective_n: null };
  }
}
