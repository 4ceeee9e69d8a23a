import { expect, test } from "vitest";
import golden from "../golden/scipy.golden.json" with { type: "json" };
import { normalCdf, normalQuantile } from "./normal-distribution.ts";

test("the normal quantile and its inverse agree with SciPy", () => {
  for (const { p, z } of golden.normal) {
    expect(normalQuantile(p), `p ${p}`).toBeCloseTo(z, 8);
    expect(normalCdf(z), `z ${z}`).toBeCloseTo(p, 13);
  }
});

test("the cdf is 0 and 1 far out", () => {
  expect([normalCdf(-40), normalCdf(40)]).toEqual([0, 1]);
});

test("a probability of 0 or 1 is refused", () => {
  expect(() => normalQuantile(0)).toThrow(RangeError);
  expect(() => normalQuantile(1)).toThrow(RangeError);
});
