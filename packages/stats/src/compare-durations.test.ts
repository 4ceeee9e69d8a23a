import fc from "fast-check";
import { expect, test } from "vitest";
import golden from "../golden/scipy.golden.json" with { type: "json" };
import { compareDurations } from "./compare-durations.ts";
import { mannWhitneyRank } from "./mann-whitney-rank.ts";

const side = (values: readonly number[], unended = 0) => ({
  sortedMs: Float64Array.from(values).sort(),
  n: values.length + unended,
});

test("the rank of the interval is that of the exact Mann-Whitney distribution", () => {
  for (const { m, n, level, rank } of golden.mann_whitney_ranks)
    expect(mannWhitneyRank(m, n, level), `${m} and ${n} at ${level}`).toBe(rank);
});

test("above the exact sizes the normal rank is within one in a hundred of the exact one", () => {
  expect(Math.abs((mannWhitneyRank(41, 41) ?? 0) - (mannWhitneyRank(40, 40) ?? 0))).toBeLessThan(60);
  expect(mannWhitneyRank(1_000, 1_000)).toBeGreaterThan(470_000);
});

test("shift and interval are NumPy's, and leave out no change exactly when SciPy's exact test rejects it", () => {
  for (const { before, after, e, low, high, p } of golden.shifts) {
    const change = compareDurations(side(before), side(after));

    expect(change?.e).toBeCloseTo(e, 9);
    expect(change?.low).toBeCloseTo(low, 9);
    expect(change?.high).toBeCloseTo(high, 9);
    expect((change?.low ?? 0) > 0 || (change?.high ?? 0) < 0).toBe(p <= 0.05);
  }
});

/** All differences written down and sorted. */
function slowly(before: readonly number[], after: readonly number[]) {
  const differences = after.flatMap((a) => before.map((b) => Math.log(a) - Math.log(b))).sort((a, b) => a - b);
  const rank = mannWhitneyRank(before.length, after.length);
  if (rank === null) return null;
  const at = (wanted: number) => differences[wanted - 1] ?? Number.NaN;
  const pairs = differences.length;
  return {
    e: (at(Math.floor((pairs + 1) / 2)) + at(Math.ceil((pairs + 1) / 2))) / 2,
    low: at(rank),
    high: at(pairs + 1 - rank),
  };
}

test("the quick search finds what sorting all differences finds, ties included", () => {
  const durations = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(durations, durations, (before, after) => {
      const quick = compareDurations(side(before), side(after));
      const slow = slowly(before, after);
      expect(quick === null).toBe(slow === null);
      for (const key of ["e", "low", "high"] as const) expect(quick?.[key] ?? 0).toBeCloseTo(slow?.[key] ?? 0, 9);
    }),
  );
});

test("runs without an end rank above every other and leave that end of the interval open", () => {
  const before = side([100, 110, 120, 130, 140, 150]);

  expect(compareDurations(before, side([100, 110, 120, 130], 2))?.high).toBeNull();
  expect(compareDurations(before, side([100], 5))).toMatchObject({ e: null, high: null });
  expect(compareDurations(side([], 6), side([], 6))?.e).toBe(0);
});

test("twice as long is a shift of ln 2, whatever the unit", () => {
  const values = Array.from({ length: 20 }, (_, i) => 1_000 + 37 * i);

  const change = compareDurations(side(values), side(values.map((ms) => 2 * ms)));

  expect(change?.e).toBeCloseTo(Math.log(2), 9);
});

test("sides too small for the test give no interval", () => {
  expect(compareDurations(side([1, 2, 3]), side([1, 2, 3]))).toBeNull();
  expect(compareDurations(side([]), side([1]))).toBeNull();
});
