import fc from "fast-check";
import { expect, test } from "vitest";
import { LogHistogram } from "./log-histogram.ts";
import { quantile } from "./quantile.ts";

const durationMs = fc.oneof(
  fc.constant(0),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
  fc.double({ min: 1e-6, max: 1000, noNaN: true }),
  fc.integer({ min: -13, max: 20 }).map((exponent) => Math.exp(exponent)),
);
const durationsMs = fc.array(durationMs, { minLength: 1, maxLength: 80 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

function histogramOf(valuesMs: readonly number[]): LogHistogram {
  const histogram = new LogHistogram();
  for (const value of valuesMs) histogram.add(value);
  return histogram;
}

/** Values under a nanosecond may be read as zero. */
function isWithinOnePercent(read: number | null, truth: number | null): boolean {
  return Math.abs(Number(read) - Number(truth)) <= 0.01 * Number(truth) * (1 + 1e-9) + 1e-6;
}

test("every rank and every quantile is within 1 % of the sorted values", () => {
  fc.assert(
    fc.property(durationsMs, share, (values, q) => {
      const histogram = histogramOf(values);
      const sorted = values.toSorted((a, b) => a - b);
      for (const [i, truth] of sorted.entries()) {
        expect(isWithinOnePercent(histogram.quantileAtRank(i + 1), truth)).toBe(true);
      }
      expect(isWithinOnePercent(histogram.quantile(q), quantile(sorted, q))).toBe(true);
    }),
    { seed: 3, numRuns: 300 },
  );
});

test("count, smallest and largest value are exact, and the sum is exact to half a microsecond a value", () => {
  fc.assert(
    fc.property(durationsMs, (values) => {
      const histogram = histogramOf(values);
      const sum = values.reduce((total, value) => total + value, 0);
      expect(histogram.count).toBe(values.length);
      expect(histogram.minMs).toBe(Math.min(...values));
      expect(histogram.maxMs).toBe(Math.max(...values));
      expect(Math.abs(histogram.sumMs - sum)).toBeLessThanOrEqual(values.length * 0.0005 + 1e-9 * sum);
    }),
    { seed: 4 },
  );
});

test("merging is associative and commutative, and equals adding everything to one: to the byte", () => {
  fc.assert(
    fc.property(durationsMs, durationsMs, durationsMs, (a, b, c) => {
      const leftFirst = histogramOf(a);
      leftFirst.merge(histogramOf(b));
      leftFirst.merge(histogramOf(c));
      const rightFirst = histogramOf(c);
      rightFirst.merge(histogramOf(b));
      const swapped = histogramOf(a);
      swapped.merge(rightFirst);

      expect(swapped.encode()).toEqual(leftFirst.encode());
      expect(histogramOf([...c, ...a, ...b]).encode()).toEqual(leftFirst.encode());
    }),
    { seed: 5 },
  );
});

test("merging leaves the other histogram as it was, and an empty one changes nothing", () => {
  const other = histogramOf([5, 10]);
  const before = other.encode();
  const histogram = histogramOf([1]);

  histogram.merge(other);
  histogram.merge(new LogHistogram());

  expect(other.encode()).toEqual(before);
  expect(histogram.encode()).toEqual(histogramOf([1, 5, 10]).encode());
});

test("an empty histogram has no values to give", () => {
  const histogram = new LogHistogram();

  expect(histogram).toMatchObject({ count: 0, minMs: null, maxMs: null, sumMs: 0 });
  expect(histogram.quantile(0.5)).toBeNull();
  expect(() => histogram.quantileAtRank(1)).toThrow(RangeError);
});

test("the first and the last rank are exact", () => {
  const histogram = histogramOf([7.77, 1.11, 3.33]);

  expect([histogram.quantileAtRank(1), histogram.quantileAtRank(3)]).toEqual([1.11, 7.77]);
});

test("values that all agree are read back exactly", () => {
  expect(histogramOf([812.5, 812.5, 812.5]).quantile(0.5)).toBe(812.5);
});

test("a value that is not a duration is refused and not counted", () => {
  const histogram = histogramOf([1]);

  for (const value of [-1, -1e-9, Number.NaN, Infinity, 1e9 + 1])
    expect(() => histogram.add(value)).toThrow(RangeError);

  expect(histogram.encode()).toEqual(histogramOf([1]).encode());
});

test("minus zero is zero", () => {
  expect(histogramOf([-0]).encode()).toEqual(histogramOf([0]).encode());
});

test("the ends of the range have a bin", () => {
  expect(isWithinOnePercent(histogramOf([1e-6, 1e-6, 1]).quantileAtRank(2), 1e-6)).toBe(true);
  expect(isWithinOnePercent(histogramOf([1, 1e9, 1e9]).quantileAtRank(2), 1e9)).toBe(true);
});
