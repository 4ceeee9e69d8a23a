import { expect, test } from "vitest";
import { axisOf, levelErrors, readLevels } from "./sweep-draft.ts";

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
