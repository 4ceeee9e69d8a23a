import fc from "fast-check";
import { expect, test } from "vitest";
import golden from "../golden/scipy.golden.json" with { type: "json" };
import { ecdf } from "./ecdf.ts";
import { estimateCensoredQuantile } from "./estimate-censored-quantile.ts";
import { estimateQuantile } from "./estimate-quantile.ts";

test("the curve is SciPy's of data censored on the right, and ends in a shelf", () => {
  for (const { values, n, points } of golden.censored_ecdf) {
    const curve = ecdf(values, n);
    expect(curve.points.map(({ ms }) => ms)).toEqual(points.map(([ms]) => ms));
    curve.points.forEach(({ share }, i) => expect(share).toBeCloseTo(points[i]?.[1] ?? 0, 12));
    expect(curve.points.at(-1)?.share).toBeCloseTo(values.length / n, 12);
  }
});

test("thinned, every point kept lies exactly on the curve, the ends among them", () => {
  const runs = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 600 });
  fc.assert(
    fc.property(runs, fc.nat(50), fc.integer({ min: 2, max: 40 }), (values, unended, most) => {
      const sorted = values.toSorted((a, b) => a - b);
      const n = sorted.length + unended;

      const { points } = ecdf(sorted, n, most);

      expect(points.length).toBeLessThanOrEqual(most);
      for (const { ms, share } of points) expect(share).toBe(sorted.filter((value) => value <= ms).length / n);
      expect(points[0]?.ms).toBe(sorted[0]);
      expect(points.at(-1)).toEqual({ ms: sorted.at(-1), share: sorted.length / n });
    }),
  );
});

test("a percentile among the runs without an end is not reached; needed says only that n is too small", () => {
  const sorted = Array.from({ length: 90 }, (_, i) => 100 + i);

  expect(estimateCensoredQuantile(sorted, 100, 0.5)).toMatchObject({ n: 100, value: 149.5, needed: null });
  expect(estimateCensoredQuantile(sorted, 100, 0.95)).toMatchObject({ value: null, high: null, needed: null });
  expect(estimateCensoredQuantile(sorted.slice(0, 3), 5, 0.5)).toMatchObject({ value: null, needed: 6 });
});

test("where every run ended it is the percentile of the raw values", () => {
  const sorted = Array.from({ length: 80 }, (_, i) => 50 + i * i);
  for (const q of [0.5, 0.95, 0.99])
    expect(estimateCensoredQuantile(sorted, 80, q)).toEqual(estimateQuantile(sorted, q));
});

test("more ended runs than there are runs is refused", () => {
  expect(() => ecdf([1, 2], 1)).toThrow(RangeError);
  expect(() => estimateCensoredQuantile([1, 2], 1, 0.5)).toThrow(RangeError);
});
