import { expect, test } from "vitest";
import { estimateQuantile, estimateSketchQuantile } from "./estimate-quantile.ts";
import { LogHistogram } from "./log-histogram.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

function histogramOf(values: readonly number[]): LogHistogram {
  const histogram = new LogHistogram();
  for (const value of values) histogram.add(value);
  return histogram;
}

test("a percentile with enough values has a value and the rank interval around it", () => {
  expect(estimateQuantile(upTo(60), 0.5)).toEqual({
    value: 30.5,
    n: 60,
    low: 22,
    high: 38,
    needed: null,
    estimator: "type7",
    relative_error: null,
  });
});

test("60 values are too few for a p99, and the estimate says that it takes 299", () => {
  expect(estimateQuantile(upTo(60), 0.99)).toEqual({
    value: null,
    n: 60,
    low: null,
    high: null,
    needed: 299,
    estimator: "type7",
    relative_error: null,
  });
});

test("without values everything is null except what it takes", () => {
  expect(estimateQuantile([], 0.5)).toMatchObject({ value: null, n: 0, low: null, high: null, needed: 6 });
  expect(estimateSketchQuantile(new LogHistogram(), 0.5)).toMatchObject({
    value: null,
    n: 0,
    low: null,
    high: null,
    needed: 6,
  });
});

test("a sketch gives the same figures within 1 % and says so", () => {
  const values = upTo(1000);
  for (const q of [0.5, 0.95, 0.99]) {
    const raw = estimateQuantile(values, q);
    const sketched = estimateSketchQuantile(histogramOf(values), q);
    expect(sketched).toMatchObject({ n: 1000, needed: null, estimator: "sketch", relative_error: 0.01 });
    for (const end of ["value", "low", "high"] as const) {
      expect(Math.abs(Number(sketched[end]) / Number(raw[end]) - 1)).toBeLessThanOrEqual(0.01);
    }
  }
});
