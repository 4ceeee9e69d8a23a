import { expect, test } from "vitest";
import golden from "../golden/scipy.golden.json" with { type: "json" };
import { smallestSampleFor } from "./smallest-sample-for.ts";

test("a median needs 6 values, p90 29, p95 59, p99 299", () => {
  expect([0.5, 0.9, 0.95, 0.99].map((q) => smallestSampleFor(q))).toEqual([6, 29, 59, 299]);
});

test("the smallest sample is the one SciPy counts up to", () => {
  for (const { q, n } of golden.smallest_samples) expect(smallestSampleFor(q), `q ${q}`).toBe(n);
});
