import { expect, test } from "vitest";
import { mulberry32 } from "../mulberry32.ts";
import { findReversals } from "./find-reversals.ts";

const level = (at: number, good: number, n = 200) => ({ level: at, good, n, effective_n: n });

test.each([
  ["better with more load", [level(8, 150), level(16, 195)], [{ lower: 8, higher: 16 }]],
  ["worse with more load", [level(16, 150), level(8, 195)], []],
  ["the same", [level(8, 200), level(16, 200)], []],
  ["better by chance", [level(8, 190), level(16, 196)], []],
  [
    "better in runs that are worth too little",
    [
      { ...level(8, 150), effective_n: 8 },
      { ...level(16, 195), effective_n: 8 },
    ],
    [],
  ],
  ["a level without a run", [level(8, 0, 0), level(16, 195)], []],
])("levels that do %s", (_, levels, reversals) => {
  expect(findReversals(levels)).toEqual(reversals);
});

test("ten levels that are all the same are called into doubt in at most 3 of 100 searches", () => {
  const random = mulberry32(5);
  let doubted = 0;
  for (let search = 0; search < 500; search += 1) {
    const levels = Array.from({ length: 10 }, (_, i) => {
      const good = Array.from({ length: 200 }, random).filter((one) => one < 0.9).length;
      return level(i, good);
    });
    if (findReversals(levels).length > 0) doubted += 1;
  }

  expect(doubted / 500).toBeLessThanOrEqual(0.03);
});
