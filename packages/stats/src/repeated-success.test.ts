import { expect, test } from "vitest";
import golden from "../golden/scipy.golden.json" with { type: "json" };
import { flakiness, passAll, passAny } from "./repeated-success.ts";

const casesOf = (pairs: number[][]) => pairs.map(([passed = 0, runs = 0]) => ({ passed, runs }));

test("pass^k and pass@k are those of the binomial coefficients, averaged over cases with enough runs", () => {
  for (const { cases, k, all, any, left_out } of golden.repeated_success) {
    expect(passAll(casesOf(cases), k).value).toBeCloseTo(all, 12);
    expect(passAny(casesOf(cases), k).value).toBeCloseTo(any, 12);
    expect(passAll(casesOf(cases), k)).toMatchObject({ k, left_out, cases: cases.length - left_out });
  }
});

/** Every choice of k attempts out of the case's, counted out. */
function chosen(passed: number, runs: number, k: number): { all: number; any: number; of: number } {
  const counted = { all: 0, any: 0, of: 0 };
  for (let set = 0; set < 2 ** runs; set += 1) {
    const picked = Array.from({ length: runs }, (_, i) => i).filter((i) => (set >> i) & 1);
    if (picked.length !== k) continue;
    counted.of += 1;
    if (picked.every((i) => i < passed)) counted.all += 1;
    if (picked.some((i) => i < passed)) counted.any += 1;
  }
  return counted;
}

test("they are what counting out every choice of k attempts gives", () => {
  for (let runs = 1; runs <= 8; runs += 1)
    for (let passed = 0; passed <= runs; passed += 1)
      for (let k = 1; k <= runs; k += 1) {
        const { all, any, of } = chosen(passed, runs, k);
        expect(passAll([{ passed, runs }], k).value).toBeCloseTo(all / of, 12);
        expect(passAny([{ passed, runs }], k).value).toBeCloseTo(any / of, 12);
      }
});

test("without a case that has k runs there is no figure", () => {
  expect(passAll([{ passed: 1, runs: 1 }], 2)).toEqual({ k: 2, value: null, cases: 0, left_out: 1 });
  expect(flakiness([{ passed: 1, runs: 1 }])).toEqual({ value: null, flaky: 0, cases: 0, left_out: 1 });
});

test("flake rate is the chance that two attempts differ; a case that always ends alike is not flaky", () => {
  expect(flakiness([{ passed: 4, runs: 4 }])).toMatchObject({ value: 0, flaky: 0 });
  expect(flakiness([{ passed: 2, runs: 4 }]).value).toBeCloseTo(4 / 6, 12);
  expect(
    flakiness([
      { passed: 2, runs: 4 },
      { passed: 0, runs: 3 },
    ]),
  ).toMatchObject({ flaky: 1, cases: 2 });
});

test("more passed than there are runs is refused", () => {
  expect(() => passAll([{ passed: 3, runs: 2 }], 1)).toThrow(RangeError);
  expect(() => passAll([], 0)).toThrow(RangeError);
});
