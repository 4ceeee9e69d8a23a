import type { LoadPercentile } from "@tfbench/contracts";
import { quantile } from "../quantile.ts";
import { quantileInterval } from "../quantile-interval.ts";
import type { Interval } from "../quantile-interval.ts";
import { smallestSampleFor } from "../smallest-sample-for.ts";
import { studentTQuantile } from "../student-t-quantile.ts";
import { integratedAutocorrelationTime } from "./integrated-autocorrelation-time.ts";

const BATCHES = 10;
/** A series must be worth this many independent values before batch means say anything about its spread. */
const FEWEST_INDEPENDENT = 20;

/** Values of one metric in the order of their due times, and sorted: what several percentiles share. */
export type LoadedSeries = { sorted: Float64Array; inOrder: Float64Array; tau: number };

export function loadedSeries(inOrder: Float64Array): LoadedSeries {
  return { inOrder, sorted: inOrder.slice().sort(), tau: integratedAutocorrelationTime(inOrder) };
}

/**
 * A percentile (type 7) of runs that shared a loaded system, with a 95 % interval that allows for their dependence. A run
 * that met a queue tells little that its neighbour did not: intervals for independent values are far too narrow there.
 *
 * The series is cut into 10 consecutive batches; the spread of the batches' shares of values above the percentile gives
 * the standard error of that share (non-overlapping batch means), and the interval is read off at the ranks
 * n (q +- t(0.975, 9) se), never narrower than that of independent values. Without enough independent values (n < 20 tau,
 * or fewer than the percentile needs) there is no interval, and `effective_n` says what the sample is worth.
 */
export function loadedQuantile({ sorted, inOrder, tau }: LoadedSeries, q: number): LoadPercentile {
  const n = sorted.length;
  const needed = smallestSampleFor(q);
  if (n < needed) return { value: null, low: null, high: null, needed, effective_n: null };
  const value = quantile(sorted, q);
  const effective = Math.floor(n / tau);
  const independent = quantileInterval(sorted, q);
  if (value === null || independent === null || effective < FEWEST_INDEPENDENT || effective < needed) {
    return { value, low: null, high: null, needed: null, effective_n: effective };
  }
  const dependent = batchMeansInterval(sorted, inOrder, q);
  return {
    value,
    low: Math.min(independent.low, dependent.low),
    high: Math.max(independent.high, dependent.high),
    needed: null,
    effective_n: effective,
  };
}

function batchMeansInterval(sorted: Float64Array, inOrder: Float64Array, q: number): Interval {
  const n = sorted.length;
  const threshold = quantile(sorted, q) ?? 0;
  const shares = Array.from({ length: BATCHES }, (_, batch) => {
    const from = Math.floor((batch * n) / BATCHES);
    const to = Math.floor(((batch + 1) * n) / BATCHES);
    let above = 0;
    for (let i = from; i < to; i += 1) if ((inOrder[i] ?? 0) > threshold) above += 1;
    return above / (to - from);
  });
  const mean = shares.reduce((sum, share) => sum + share, 0) / BATCHES;
  const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (BATCHES - 1);
  const reach = studentTQuantile(0.975, BATCHES - 1) * Math.sqrt(variance / BATCHES);
  const at = (rank: number): number => sorted[Math.min(n - 1, Math.max(0, rank))] ?? threshold;
  return { low: at(Math.floor(n * (q - reach)) - 1), high: at(Math.ceil(n * (q + reach))) };
}
