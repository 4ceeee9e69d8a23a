import { expect, test } from "vitest";
import golden from "../golden/scipy.golden.json" with { type: "json" };
import { mulberry32 } from "./mulberry32.ts";
import type { Random } from "./mulberry32.ts";
import { rateOf } from "./rate-of.ts";
import { ruleOfThree } from "./rule-of-three.ts";
import { wilson } from "./wilson.ts";

test("the interval is SciPy's Wilson interval", () => {
  for (const { numerator, denominator, level, low, high } of golden.wilson) {
    const interval = wilson(numerator, denominator, level);
    expect(interval?.low, `${numerator}/${denominator}`).toBeCloseTo(low, 12);
    expect(interval?.high, `${numerator}/${denominator}`).toBeCloseTo(high, 12);
  }
});

const SAMPLES = 400;

/** How many of SAMPLES intervals from `n` runs each enclose the true rate. */
function countCovered(rate: number, n: number, random: Random): number {
  let covered = 0;
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const passed = Array.from({ length: n }, random).filter((share) => share < rate).length;
    const interval = wilson(passed, n);
    if (interval !== null && interval.low <= rate && rate <= interval.high) covered += 1;
  }
  return covered;
}

test("over true rates of 0.5 to 0.99 the mean coverage is 95 % within 2 points", () => {
  const random = mulberry32(20260105);
  const rates = Array.from({ length: 50 }, (_, i) => 0.5 + i / 100);
  for (const n of [20, 50, 100]) {
    const covered = rates.reduce((sum, rate) => sum + countCovered(rate, n, random), 0);
    expect(Math.abs(covered / (SAMPLES * rates.length) - 0.95), `n ${n}`).toBeLessThanOrEqual(0.02);
  }
});

test("a rate prints what was divided by what, and nothing where nothing was attempted", () => {
  expect(rateOf(55, 60)).toMatchObject({ value: 55 / 60, numerator: 55, denominator: 60 });
  expect(rateOf(55, 60).low).toBeCloseTo(0.8193, 4);
  expect(rateOf(55, 60).high).toBeCloseTo(0.9639, 4);
  expect(rateOf(0, 0)).toEqual({ value: null, numerator: 0, denominator: 0, low: null, high: null });
});

test("an end at 0 or 1 is exactly that", () => {
  expect(wilson(0, 7)?.low).toBe(0);
  expect(wilson(7, 7)?.high).toBe(1);
});

test("more successes than trials are refused", () => {
  expect(() => wilson(3, 2)).toThrow(RangeError);
});

test("60 runs without a failure leave open a failure share of 5 %", () => {
  expect(ruleOfThree(60)).toBe(0.05);
  expect(ruleOfThree(2)).toBe(1);
  expect(ruleOfThree(0)).toBeNull();
});
