import { expect, test } from "vitest";
import { mulberry32 } from "../mulberry32.ts";
import type { Random } from "../mulberry32.ts";
import { normalQuantile } from "../normal-distribution.ts";
import { quantileInterval } from "../quantile-interval.ts";
import { integratedAutocorrelationTime } from "./integrated-autocorrelation-time.ts";
import { loadedQuantile, loadedSeries } from "./loaded-quantile.ts";

const SAMPLES = 250;

/** A log-normal series whose logs follow a stationary AR(1): what a queue does to response times. Sigma 0.5, median 100. */
function series(n: number, phi: number, random: Random): Float64Array {
  const normal = (): number => normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, random())));
  let level = normal();
  return Float64Array.from({ length: n }, () => {
    level = phi * level + Math.sqrt(1 - phi * phi) * normal();
    return 100 * Math.exp(0.5 * level);
  });
}
const truth = (q: number): number => 100 * Math.exp(0.5 * normalQuantile(q));

test.each([
  { phi: 0, tau: 1 },
  { phi: 0.5, tau: 3 },
  { phi: 0.8, tau: 9 },
])("a series with an autocorrelation of $phi is worth one in about $tau values", ({ phi, tau }) => {
  const estimate = integratedAutocorrelationTime(series(20_000, phi, mulberry32(7)));

  expect(estimate / tau).toBeGreaterThan(0.75);
  expect(estimate / tau).toBeLessThan(1.35);
});

test.each([
  { q: 0.5, n: 400, phi: 0 },
  { q: 0.5, n: 400, phi: 0.8 },
  { q: 0.95, n: 1_000, phi: 0.8 },
  { q: 0.99, n: 3_000, phi: 0.7 },
])("at least 92 of 100 intervals hold the true quantile: q $q, n $n, autocorrelation $phi", ({ q, n, phi }) => {
  const random = mulberry32(20261128);
  let stated = 0;
  let covered = 0;
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const { low, high } = loadedQuantile(loadedSeries(series(n, phi, random)), q);
    if (low === null || high === null) continue;
    stated += 1;
    if (low <= truth(q) && truth(q) <= high) covered += 1;
  }

  expect(stated).toBeGreaterThan(SAMPLES / 4);
  expect(covered / stated).toBeGreaterThanOrEqual(0.92);
});

test("an interval for independent values would miss far more often on such a series", () => {
  const random = mulberry32(20261128);
  let covered = 0;
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const interval = quantileInterval(series(400, 0.8, random).sort(), 0.5);
    if (interval !== null && interval.low <= truth(0.5) && truth(0.5) <= interval.high) covered += 1;
  }

  expect(covered / SAMPLES).toBeLessThan(0.7);
});

test("a sample that is worth too few independent values has a value, no interval, and says what it is worth", () => {
  const found = loadedQuantile(loadedSeries(series(200, 0.98, mulberry32(3))), 0.5);

  expect(found).toMatchObject({ low: null, high: null, needed: null });
  expect(found.value).toBeGreaterThan(0);
  expect(found.effective_n).toBeLessThan(20);
});

test("below the smallest sample there is no value, and the number it takes", () => {
  const found = loadedQuantile(loadedSeries(series(298, 0, mulberry32(1))), 0.99);

  expect(found).toEqual({ value: null, low: null, high: null, needed: 299, effective_n: null });
});
