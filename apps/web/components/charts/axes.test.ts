import { expect, test } from "vitest";
import { levelAxis, niceStep, valueAxis } from "./axes.ts";

test.each([
  [1, 0.2],
  [4, 1],
  [21, 5],
  [42, 10],
  [0, 1],
  [1_000, 200],
  [0.13, 0.05],
])("an axis up to %d has steps of %d", (highest, step) => {
  expect(niceStep(highest)).toBeCloseTo(step, 9);
});

test.each([
  [100, true],
  [10, true],
  [0.3, true],
  [70.4, false],
  [65, false],
  [9, false],
])("the end of an axis up to %d is written where a step ends there: %s", (max, isWritten) => {
  expect(valueAxis({ name: "ms", max }).axisLabel.showMaxLabel).toBe(isWritten);
});

test("a logarithmic axis has neither a zero nor even steps", () => {
  expect(valueAxis({ name: "ms", max: 100, isLog: true })).not.toHaveProperty("min");
  expect(valueAxis({ name: "ms", max: 100, isLog: true })).not.toHaveProperty("interval");
});

test("a level axis stands under the picture and draws no lines through it", () => {
  expect(levelAxis({ name: "s", max: 10 })).toMatchObject({
    nameLocation: "middle",
    splitLine: { show: false },
    max: 10,
  });
});
