import { expect, test } from "vitest";
import golden from "../../golden/share-evidence.golden.json" with { type: "json" };
import { chanceOfFewer, chanceOfMore, shareBounds } from "./share-evidence.ts";

const worth = (good: number, n: number) => ({ good, n, effective_n: n });

test("both tails are SciPy's, for whole and for broken counts", () => {
  for (const { good, n, share, more, fewer } of golden.tests) {
    expect(chanceOfMore(worth(good, n), share), `${good} of ${n} against ${share}`).toBeCloseTo(more, 10);
    expect(chanceOfFewer(worth(good, n), share), `${good} of ${n} against ${share}`).toBeCloseTo(fewer, 10);
  }
});

test("both bounds are those of Clopper and Pearson as SciPy gives them", () => {
  for (const { good, n, alpha, low, high } of golden.bounds) {
    const bounds = shareBounds(worth(good, n), alpha);
    expect(bounds?.low, `${good} of ${n} at ${alpha}`).toBeCloseTo(low, 9);
    expect(bounds?.high, `${good} of ${n} at ${alpha}`).toBeCloseTo(high, 9);
  }
});

test("dependent runs are tested as the number of independent ones they are worth", () => {
  expect(chanceOfMore({ good: 190, n: 200, effective_n: 40 }, 0.9)).toBeCloseTo(chanceOfMore(worth(38, 40), 0.9), 12);
  expect(chanceOfFewer({ good: 170, n: 200, effective_n: 40 }, 0.9)).toBeCloseTo(chanceOfFewer(worth(34, 40), 0.9), 12);
});

test("without runs nothing is shown and nothing is bounded", () => {
  expect([chanceOfMore(worth(0, 0), 0.9), chanceOfFewer(worth(0, 0), 0.9)]).toEqual([1, 1]);
  expect(shareBounds(worth(0, 0), 0.05)).toBeNull();
});

test("more good runs than runs are refused", () => {
  expect(() => chanceOfMore(worth(5, 4), 0.9)).toThrow(RangeError);
});
