import fc from "fast-check";
import { expect, test } from "vitest";
import golden from "../golden/scipy.golden.json" with { type: "json" };
import { quantile } from "./quantile.ts";

test("the quantile is NumPy's linear quantile to the last digits", () => {
  for (const { values, q, quantile: expected } of golden.quantiles) {
    expect(quantile(values, q), `q ${q} of ${values.length}`).toBeCloseTo(expected, 9);
  }
});

test("an empty sample has no quantile", () => {
  expect(quantile([], 0.5)).toBeNull();
});

test("a share outside 0 to 1 is refused", () => {
  expect(() => quantile([1], 1.01)).toThrow(RangeError);
  expect(() => quantile([1], -0.01)).toThrow(RangeError);
  expect(() => quantile([1], Number.NaN)).toThrow(RangeError);
});

test("quantiles never leave the sample and never fall as the share grows", () => {
  const samples = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 50 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(samples, share, share, (values, a, b) => {
      const sorted = values.toSorted((x, y) => x - y);
      const lower = quantile(sorted, Math.min(a, b));
      const upper = quantile(sorted, Math.max(a, b));
      expect(lower).toBeGreaterThanOrEqual(Number(sorted[0]));
      expect(upper).toBeGreaterThanOrEqual(Number(lower));
      expect(upper).toBeLessThanOrEqual(Number(sorted.at(-1)));
    }),
    { seed: 1 },
  );
});
