import { expect, test } from "vitest";
import { partOfLoad } from "./part-of-load.ts";

const NONE = { warmUpRuns: 0, warmUpMs: 0, coolDownMs: 0 };

test("a run belongs by its due time: before the warm-up's end, in the window, or within the cool-down of the end", () => {
  const partOf = partOfLoad({ ...NONE, warmUpMs: 100, coolDownMs: 50 }, 1_000);

  expect([0, 99.9, 100, 949.9, 950, 2_000].map((dueMs) => partOf(7, dueMs))).toEqual([
    "warm_up",
    "warm_up",
    "window",
    "window",
    "cool_down",
    "cool_down",
  ]);
});

test("a warm-up of a number of runs goes by their place, and without a cool-down the end is open", () => {
  const partOf = partOfLoad({ ...NONE, warmUpRuns: 2 }, 1_000);

  expect([0, 1, 2].map((place) => partOf(place, 5_000))).toEqual(["warm_up", "warm_up", "window"]);
});
