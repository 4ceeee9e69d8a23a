import { createHistogram, type Histogram } from "node:perf_hooks";
import type { DelaysMs } from "./load-order.ts";

const US_PER_MS = 1_000;

/** How late a thread's starts were, in microseconds: its own doing, and that of slots that were not free. */
export class DelayLog {
  readonly #lag = createHistogram();
  readonly #slotWait = createHistogram();

  add(lagMs: number, slotWaitMs: number): void {
    // The histogram begins at 1.
    this.#lag.record(Math.max(1, Math.round(lagMs * US_PER_MS)));
    this.#slotWait.record(Math.max(1, Math.round(slotWaitMs * US_PER_MS)));
  }

  get lagMs(): DelaysMs {
    return delaysOf(this.#lag, US_PER_MS);
  }
  get slotWaitMs(): DelaysMs {
    return delaysOf(this.#slotWait, US_PER_MS);
  }
}

export function delaysOf(histogram: Histogram, unitsPerMs: number): DelaysMs {
  const { count } = histogram;
  if (count === 0) return { n: 0, p50: 0, p99: 0, max: 0 };
  return {
    n: count,
    p50: histogram.percentile(50) / unitsPerMs,
    p99: histogram.percentile(99) / unitsPerMs,
    max: histogram.max / unitsPerMs,
  };
}
