import { expect, test } from "vitest";
import golden from "../golden/scipy.golden.json" with { type: "json" };
import { compareShares } from "./compare-shares.ts";

const share = ([numerator = 0, denominator = 0]: number[]) => ({ numerator, denominator });

test("the interval is Newcombe's, made of SciPy's Wilson intervals", () => {
  for (const { before, after, e, low, high } of golden.newcombe) {
    const change = compareShares(share(before), share(after));
    expect(change?.e).toBeCloseTo(e, 12);
    expect(change?.low).toBeCloseTo(low, 12);
    expect(change?.high).toBeCloseTo(high, 12);
  }
});

test("where more is better, a fall is positive, which is worse", () => {
  const change = compareShares(share([55, 60]), share([30, 60]), { direction: -1 });

  expect(change?.e).toBeCloseTo(25 / 60, 12);
  expect(change?.low).toBeGreaterThan(0);
  expect(change?.high).toBeGreaterThan(change?.low ?? 1);
});

test("a side without a run cannot be compared", () => {
  expect(compareShares(share([0, 0]), share([1, 2]))).toBeNull();
});
