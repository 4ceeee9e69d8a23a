import { expect, test } from "vitest";
import { askedLevels, axisOf, levelErrors, levelsObstacle, ONE_LOAD, readLevels, searchErrors } from "./sweep-draft.ts";

test("levels are written with commas or spaces", () => {
  expect(readLevels("1, 2,4  8")).toEqual([1, 2, 4, 8]);
  expect(readLevels(" ")).toEqual([]);
  expect(readLevels("1, two")).toBeNull();
});

test.each([
  ["", "rate", []],
  ["0.5, 1, 2.5", "rate", []],
  ["1, 2.5", "concurrency", ["must be whole numbers"]],
  ["4", "concurrency", ["must be at least 2: one level is a load"]],
  ["4, 2", "concurrency", ["must rise from one to the next"]],
  ["0, 2", "rate", ["must be numbers above 0, with commas between them"]],
  [Array.from({ length: 21 }, (_, at) => at + 1).join(","), "rate", ["must be at most 20"]],
] as const)("levels %s of a %s: %o", (text, axis, errors) => {
  expect(levelErrors(text, axis)).toEqual(errors);
});

test("only loads with one concurrency or one rate have levels", () => {
  expect([axisOf("closed"), axisOf("gamma"), axisOf("stages")]).toEqual(["concurrency", "rate", null]);
});

test.each([
  ["1", "64", "concurrency", [], []],
  ["0.5", "200", "rate", [], []],
  ["1.5", "8", "concurrency", ["must be a whole number"], []],
  ["8", "8", "rate", [], ["must be above the lowest"]],
  ["one", "1, 2", "rate", ["must be a number above 0"], ["must be a number above 0"]],
] as const)("a search from %s to %s of a %s", (low, high, axis, ofLow, ofHigh) => {
  expect(searchErrors({ ...ONE_LOAD, low, high }, axis)).toEqual({ low: ofLow, high: ofHigh });
});

test.each([
  [{}, null],
  [{ measure: "sweep" }, "Say which levels first."],
  [{ measure: "sweep", levels: "1, 2" }, null],
  [{ measure: "sweep", levels: "2, 1" }, "Mend what is marked in the load profile first."],
  [{ measure: "search", low: "" }, "Say between which levels to search first."],
  [{ measure: "search", low: "64" }, "Mend what is marked in the load profile first."],
  [{ measure: "search" }, null],
] as const)("what keeps %j from being sent", (changes, obstacle) => {
  expect(levelsObstacle({ ...ONE_LOAD, ...changes }, "rate")).toBe(obstacle);
});

test("a search asks for its range, and for objectives where it has its own", () => {
  const draft = { ...ONE_LOAD, measure: "search" as const };

  expect(askedLevels(ONE_LOAD)).toBeNull();
  expect(askedLevels(draft)).toEqual({ search: { low: 1, high: 64 } });
  expect(askedLevels({ ...draft, slos: " ttft_ms < 200\n\n" })).toEqual({
    search: { low: 1, high: 64, slos: ["ttft_ms < 200"] },
  });
  expect(askedLevels({ ...ONE_LOAD, measure: "sweep", levels: "1 2" })).toEqual({ levels: [1, 2] });
});
