import { expect, test } from "vitest";
import { bootstrapPooledQuantile } from "./bootstrap-pooled-quantile.ts";
import { LogHistogram } from "./log-histogram.ts";
import { mulberry32 } from "./mulberry32.ts";
import type { Random } from "./mulberry32.ts";
import { normalQuantile } from "./normal-distribution.ts";
import { quantile } from "./quantile.ts";
import { quantileInterval } from "./quantile-interval.ts";

const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Gaps around 50 ms; each run has a pace of its own, so its gaps resemble each other. */
function gapsOfRun(random: Random, { gaps, pace, jitter } = { gaps: 40, pace: 0.3, jitter: 0.3 }): number[] {
  const paceMs = 50 * Math.exp(pace * normal(random));
  return Array.from({ length: gaps }, () => paceMs * Math.exp(jitter * normal(random)));
}

function sketchOf(valuesMs: readonly number[]): Uint8Array {
  const histogram = new LogHistogram();
  for (const value of valuesMs) histogram.add(value);
  return histogram.encode();
}

const sketches = (runs: number, seed: number) => {
  const random = mulberry32(seed);
  return Array.from({ length: runs }, () => sketchOf(gapsOfRun(random)));
};

const intervalOf = (runs: number, q: number) => bootstrapPooledQuantile(sketches(runs, 1), q, { seed: 1 });

test("the same seed gives the same interval", () => {
  const runs = sketches(80, 1);

  const first = bootstrapPooledQuantile(runs, 0.95, { seed: 7 });

  expect(first).not.toBeNull();
  expect(bootstrapPooledQuantile(runs, 0.95, { seed: 7 })).toEqual(first);
});

test("fewer runs than the percentile needs independent values give no interval, however many gaps there are", () => {
  expect([intervalOf(5, 0.5), intervalOf(58, 0.95), intervalOf(298, 0.99)]).toEqual([null, null, null]);
  expect(intervalOf(20, 0.5)).not.toBeNull();
  expect(intervalOf(59, 0.95)).not.toBeNull();
  expect(intervalOf(299, 0.99)).not.toBeNull();
});

test("runs that differ so much that they are worth fewer than 6 values give no interval of the median", () => {
  const runs = [1, 10, 100, 1000, 10_000, 100_000].map((paceMs) => sketchOf([paceMs, paceMs]));

  expect(bootstrapPooledQuantile(runs, 0.5, { seed: 1 })).toBeNull();
});

test("runs without gaps give no interval", () => {
  expect(
    bootstrapPooledQuantile(
      Array.from({ length: 8 }, () => sketchOf([])),
      0.5,
      { seed: 1 },
    ),
  ).toBeNull();
});

test("gaps that all agree have an interval of no width", () => {
  expect(
    bootstrapPooledQuantile(
      Array.from({ length: 8 }, () => sketchOf([20, 20])),
      0.5,
      { seed: 1 },
    ),
  ).toEqual({ low: 20, high: 20 });
  expect(
    bootstrapPooledQuantile(
      Array.from({ length: 8 }, () => sketchOf([0, 0])),
      0.5,
      { seed: 1 },
    ),
  ).toEqual({ low: 0, high: 0 });
});

test("a corrupt sketch is not passed over", () => {
  const runs = [...sketches(6, 1), Uint8Array.from([9])];

  expect(() => bootstrapPooledQuantile(runs, 0.5, { seed: 1 })).toThrow("This is not an encoded histogram");
});

test("the interval is wider where runs differ than drawing single gaps would make it", () => {
  const random = mulberry32(3);
  const runs = Array.from({ length: 40 }, () => gapsOfRun(random));

  const overRuns = bootstrapPooledQuantile(runs.map(sketchOf), 0.5, { seed: 1 });

  const overGaps = quantileInterval(
    runs.flat().toSorted((a, b) => a - b),
    0.5,
  );
  expect(Number(overRuns?.high) - Number(overRuns?.low)).toBeGreaterThan(
    2 * (Number(overGaps?.high) - Number(overGaps?.low)),
  );
});

test("dealing 2,000 runs into 200 groups gives intervals as wide as the spread between data sets", () => {
  const random = mulberry32(4);
  const medians: number[] = [];
  const widths: number[] = [];
  for (let set = 0; set < 30; set += 1) {
    const gaps: number[] = [];
    const runs = Array.from({ length: 2000 }, () => {
      const paceMs = 50 * Math.exp(0.3 * normal(random));
      const run = Array.from({ length: 5 }, () => paceMs * (0.5 + random()));
      gaps.push(...run);
      return sketchOf(run);
    });
    medians.push(Number(quantile(Float64Array.from(gaps).sort(), 0.5)));
    const interval = bootstrapPooledQuantile(runs, 0.5, { seed: set, resamples: 200 });
    widths.push(Number(interval?.high) - Number(interval?.low));
  }
  const mean = medians.reduce((a, b) => a + b) / medians.length;
  const sd = Math.sqrt(medians.reduce((sum, median) => sum + (median - mean) ** 2, 0) / (medians.length - 1));

  const ratio = widths.reduce((a, b) => a + b) / widths.length / (2 * 1.96 * sd);
  expect(ratio).toBeGreaterThan(0.7);
  expect(ratio).toBeLessThan(1.5);
});

/** Width of the median's interval when each run holds its pace twice. */
function widthOf(pacesMs: number[]): number {
  const runs = pacesMs.map((paceMs) => sketchOf([paceMs, paceMs]));
  const interval = bootstrapPooledQuantile(runs, 0.5, { seed: 1 });
  return Number(interval?.high) - Number(interval?.low);
}

test("it does not matter in which order more than 200 runs come", () => {
  const random = mulberry32(5);
  const paces = Array.from({ length: 1000 }, () => 50 * Math.exp(0.3 * normal(random)));
  const ratio = widthOf(paces.toSorted((a, b) => a - b)) / widthOf(paces);

  expect(ratio).toBeGreaterThan(0.7);
  expect(ratio).toBeLessThan(1.4);
});

test.each([
  { runs: 7, q: 0.5, gaps: 100, pace: 0.3, jitter: 0.5, sets: 600 },
  { runs: 12, q: 0.5, gaps: 40, pace: 0.3, jitter: 0.3, sets: 400 },
  { runs: 40, q: 0.5, gaps: 40, pace: 0.3, jitter: 0.3, sets: 200 },
  { runs: 59, q: 0.95, gaps: 20, pace: 0.3, jitter: 0.3, sets: 200 },
  { runs: 80, q: 0.95, gaps: 20, pace: 0.6, jitter: 0.2, sets: 200 },
  { runs: 299, q: 0.99, gaps: 10, pace: 0.1, jitter: 0.5, sets: 200 },
])(
  "at least 92 of 100 intervals enclose the true pooled $q quantile: $runs runs, pace spread $pace, jitter $jitter",
  ({ runs, q, gaps, pace, jitter, sets }) => {
    // Pace and jitter multiply, so a pooled gap is log-normal with the sum of both variances.
    const truthMs = 50 * Math.exp(Math.hypot(pace, jitter) * normalQuantile(q));
    const random = mulberry32(20260107);
    let covered = 0;
    for (let set = 0; set < sets; set += 1) {
      const drawn = Array.from({ length: runs }, () => sketchOf(gapsOfRun(random, { gaps, pace, jitter })));
      const interval = bootstrapPooledQuantile(drawn, q, { seed: set, resamples: 200 });
      if (interval !== null && interval.low <= truthMs && truthMs <= interval.high) covered += 1;
    }
    expect(covered / sets).toBeGreaterThanOrEqual(0.92);
  },
);
