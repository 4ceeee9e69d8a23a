import fc from "fast-check";
import { expect, test } from "vitest";
import golden from "../golden/scipy.golden.json" with { type: "json" };
import { quantileRanks } from "./quantile-ranks.ts";
import type { RankPair } from "./quantile-ranks.ts";
import { smallestSampleFor } from "./smallest-sample-for.ts";

/** P(low <= B < high), every term from its own product: slow, and independent of the ratio the code uses. */
function slowCoverage(n: number, q: number, { low, high }: RankPair): number {
  let coverage = 0;
  for (let k = low; k < high; k += 1) {
    let term = 1;
    for (let i = 1; i <= k; i += 1) term *= ((n - k + i) / i) * q;
    coverage += term * (1 - q) ** (n - k);
  }
  return coverage;
}

test("the ranks are those SciPy finds by trying every pair", () => {
  for (const { n, q, level, ranks } of golden.ranks) {
    expect(quantileRanks(n, q, level), `n ${n}, q ${q}, level ${level}`).toEqual(ranks);
  }
});

test("the ranks stay exact for hundreds of thousands of values", () => {
  for (const { n, q, ranks } of golden.large_ranks) expect(quantileRanks(n, q), `n ${n}, q ${q}`).toEqual(ranks);
});

test("the ranks reach the level and no narrower pair does", () => {
  const size = fc.integer({ min: 2, max: 80 });
  fc.assert(
    fc.property(size, fc.double({ min: 0.02, max: 0.98, noNaN: true }), (n, q) => {
      const ranks = quantileRanks(n, q);
      const width = ranks === null ? n : ranks.high - ranks.low;
      expect(ranks === null ? 1 : slowCoverage(n, q, ranks)).toBeGreaterThan(0.95 - 1e-9);
      for (let low = 1; low + width - 1 <= n; low += 1) {
        expect(slowCoverage(n, q, { low, high: low + width - 1 })).toBeLessThan(0.95 + 1e-9);
      }
    }),
    { seed: 2 },
  );
});

test("there is an interval from the smallest sample on, and none below it", () => {
  for (const q of [0.05, 0.5, 0.9, 0.95, 0.99]) {
    const smallest = smallestSampleFor(q);
    expect(quantileRanks(smallest - 1, q)).toBeNull();
    expect(quantileRanks(smallest, q)).not.toBeNull();
  }
});

test("an impossible size, share or level is refused", () => {
  expect(() => quantileRanks(1.5, 0.5)).toThrow(RangeError);
  expect(() => quantileRanks(10, 1)).toThrow(RangeError);
  expect(() => quantileRanks(10, 0.5, 1)).toThrow(RangeError);
});
