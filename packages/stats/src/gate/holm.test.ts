import { expect, test } from "vitest";
import { rejectByHolm } from "./holm.ts";

test.each([
  [
    [0.01, 0.04, 0.03],
    [true, false, false],
  ],
  [
    [0.01, 0.02, 0.03],
    [true, true, true],
  ],
  [[0.04], [true]],
  [
    [0.03, 0.03],
    [false, false],
  ],
  [[], []],
])("of the p values %j those are rejected that hold against what is left of 5 %%: %j", (pValues, rejected) => {
  expect(rejectByHolm(pValues, 0.05)).toEqual(rejected);
});
