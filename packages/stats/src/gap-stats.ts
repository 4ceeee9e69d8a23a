import type { InterTokenStats } from "@tfbench/contracts";
import { LogHistogram } from "./log-histogram.ts";
import { quantile } from "./quantile.ts";

/** `sketch` is an encoded LogHistogram of the same gaps: what percentiles pooled over many runs are made of. */
export type GapStats = { stats: InterTokenStats; sketch: Uint8Array };

/**
 * Describes the gaps between the content events of one run, in milliseconds (0 to 1e9, any order; left unsorted).
 * Null without gaps. This is a description of what this run did, not an estimate of what others will do: percentiles
 * are plain type 7 values however few the gaps are, and `stddev` divides by the count. A stall is a gap longer than
 * `stallMs`.
 */
export function gapStats(gapsMs: ArrayLike<number>, stallMs: number): GapStats | null {
  const sorted = Float64Array.from(gapsMs).sort();
  const min = quantile(sorted, 0);
  const p50 = quantile(sorted, 0.5);
  const p95 = quantile(sorted, 0.95);
  const p99 = quantile(sorted, 0.99);
  const max = quantile(sorted, 1);
  if (min === null || p50 === null || p95 === null || p99 === null || max === null) return null;

  const histogram = new LogHistogram();
  let sum = 0;
  let stalls = 0;
  for (const gapMs of sorted) {
    histogram.add(gapMs);
    sum += gapMs;
    if (gapMs > stallMs) stalls += 1;
  }
  const mean = sum / sorted.length;
  let squares = 0;
  for (const gapMs of sorted) squares += (gapMs - mean) ** 2;

  const stats: InterTokenStats = {
    count: sorted.length,
    min,
    mean,
    p50,
    p95,
    p99,
    max,
    stddev: Math.sqrt(squares / sorted.length),
    stalls,
    stall_threshold_ms: stallMs,
  };
  return { stats, sketch: histogram.encode() };
}
