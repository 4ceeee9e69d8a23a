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
