import fc from "fast-check";
import { expect, test } from "vitest";
import { histogramOf } from "./histogram-of.ts";

test("every value is counted once, in the bin it lies in, and the bins touch", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.5, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 }),
      (values) => {
        const sorted = values.toSorted((a, b) => a - b);

        const bins = histogramOf(sorted);

        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(sorted.length);
        bins.forEach(({ from_ms, to_ms, count }, index) => {
          const isLast = index === bins.length - 1;
          const inside = sorted.filter((value) => value >= from_ms && (isLast ? value <= to_ms : value < to_ms));
          expect(count).toBe(inside.length);
          if (!isLast) expect(bins[index + 1]?.from_ms).toBe(to_ms);
        });
      },
    ),
  );
});

test("no value, one value and a zero make no empty bins", () => {
  expect(histogramOf([])).toEqual([]);
  expect(histogramOf([7, 7])).toEqual([{ from_ms: 7, to_ms: 7, count: 2 }]);
  expect(histogramOf([0, 5])).toEqual([{ from_ms: 0, to_ms: 5, count: 2 }]);
});
