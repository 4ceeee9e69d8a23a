import { expect, test } from "vitest";
import { mulberry32 } from "./mulberry32.ts";
import type { Random } from "./mulberry32.ts";
import { normalQuantile } from "./normal-distribution.ts";
import { quantileInterval } from "./quantile-interval.ts";

const DISTRIBUTIONS = [
  { name: "exponential", valueAt: (share: number) => -Math.log(1 - share) },
  {
    name: "log-normal, sigma 0.3",
    valueAt: (share: number) => Math.exp(0.3 * normalQuantile(Math.min(1 - 1e-9, Math.max(1e-9, share)))),
  },
  { name: "two modes", valueAt: (share: number) => (share < 0.7 ? 100 + share : 5000 + 100 * share) },
];
const GRID = [
  { q: 0.5, n: 6 },
  { q: 0.5, n: 20 },
  { q: 0.5, n: 201 },
  { q: 0.9, n: 29 },
  { q: 0.9, n: 100 },
  { q: 0.95, n: 59 },
  { q: 0.95, n: 250 },
  { q: 0.99, n: 299 },
  { q: 0.99, n: 600 },
];
const SAMPLES = 800;

function coverageOf(valueAt: (share: number) => number, { q, n }: { q: number; n: number }, random: Random): number {
  const truth = valueAt(q);
  let covered = 0;
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const sorted = Float64Array.from({ length: n }, () => valueAt(random())).sort();
    const interval = quantileInterval(sorted, q);
    if (interval !== null && interval.low <= truth && truth <= interval.high) covered += 1;
  }
  return covered / SAMPLES;
}

test.each(DISTRIBUTIONS)("at least 93 of 100 intervals enclose the true quantile: $name", ({ valueAt }) => {
  const random = mulberry32(20260104);
  for (const point of GRID) {
    expect(coverageOf(valueAt, point, random), `q ${point.q}, n ${point.n}`).toBeGreaterThanOrEqual(0.93);
  }
});

test("the ends are values of the sample", () => {
  expect(quantileInterval([10, 20, 30, 40, 50, 60], 0.5)).toEqual({ low: 10, high: 60 });
});

test("a sample too small for the percentile has no interval", () => {
  expect(quantileInterval([10, 20, 30, 40, 50], 0.5)).toBeNull();
  expect(quantileInterval([], 0.5)).toBeNull();
});
