import { SLOT_COUNT } from "./log-bins.ts";

export type HistogramTotals = {
  count: number;
  /** Of values rounded to whole microseconds. */
  sumUs: number;
  /** Infinity while empty. */
  minMs: number;
  /** -Infinity while empty. */
  maxMs: number;
};

/** Everything a LogHistogram holds. */
export type HistogramState = HistogramTotals & {
  /** How many values fell into each slot of log-bins.ts. */
  readonly slots: Float64Array;
  zeros: number;
};

export function emptyState(): HistogramState {
  return { slots: new Float64Array(SLOT_COUNT), zeros: 0, count: 0, sumUs: 0, minMs: Infinity, maxMs: -Infinity };
}

/** Throws before anything is changed when the sum would leave the whole numbers a double can hold. */
export function addTotals(state: HistogramState, part: HistogramTotals): void {
  const sumUs = state.sumUs + part.sumUs;
  if (!Number.isSafeInteger(sumUs)) throw new RangeError("A histogram cannot sum more than 285 years.");
  state.sumUs = sumUs;
  state.count += part.count;
  state.minMs = Math.min(state.minMs, part.minMs);
  state.maxMs = Math.max(state.maxMs, part.maxMs);
}
