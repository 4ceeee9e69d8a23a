import { quantile } from "./quantile.ts";
import { studentTQuantile } from "./student-t-quantile.ts";

/** The newest batch against all before it, on logs; `e` is how far it lies from their median. */
export type BoundaryTest = {
  before: number;
  after: number;
  e: number;
  n_before: number;
  /** Outside what the batches before allow, at p < 0.01 and by at least 2 %. */
  is_outside: boolean;
};

const FEWEST_BEFORE = 4;
const LEVEL = 0.99;
const SMALLEST_SIZE = 0.02;

/**
 * What can be asked of a history that is too short for change points: does the newest batch lie within the 99 %
 * prediction interval of those before it (Student's t on logs)? Null under four batches before it.
 */
export function boundaryTest(logs: readonly number[]): BoundaryTest | null {
  const earlier = logs.slice(0, -1);
  const after = logs.at(-1);
  if (after === undefined || earlier.length < FEWEST_BEFORE) return null;
  const n = earlier.length;
  const mean = earlier.reduce((sum, value) => sum + value, 0) / n;
  const variance = earlier.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const reach = studentTQuantile((1 + LEVEL) / 2, n - 1) * Math.sqrt(variance * (1 + 1 / n));
  const before = quantile(Float64Array.from(earlier).sort(), 0.5) ?? mean;
  const e = after - before;
  const isOutside = Math.abs(after - mean) > reach && Math.abs(Math.exp(e) - 1) >= SMALLEST_SIZE;
  return { before, after, e, n_before: n, is_outside: isOutside };
}
