import { expect, test } from "vitest";
import { plotPoints } from "./plot-points.ts";

const TITLES = { xTitle: "completed/s", yTitle: "ms" };

test("the largest of each axis is at its end, nothing at its beginning, and a mark stands where its point is", () => {
  const lines = plotPoints(
    [
      { x: 0, y: 0, mark: "1" },
      { x: 50, y: 400, mark: "2" },
      { x: 100, y: 800, mark: "3" },
    ],
    TITLES,
  ).split("\n");

  expect(lines[0]).toBe("ms");
  expect(lines[1]).toBe(`800 |${" ".repeat(59)}3`);
  expect(lines[12]).toBe("  0 |1");
  expect(lines.filter((line) => line.includes("2"))).toHaveLength(1);
  expect(lines.at(-1)).toBe(`     0${"100".padStart(59)}  completed/s`);
});

test("of two points in one place the first stays, and points of nothing but zeros are drawn", () => {
  const drawn = plotPoints(
    [
      { x: 0, y: 0, mark: "a" },
      { x: 0, y: 0, mark: "b" },
    ],
    TITLES,
  );

  expect(drawn).toContain("|a");
  expect(drawn).not.toContain("|b");
});
