import { expect, test } from "vitest";
import { sparkPath } from "./spark-path.ts";

test("neighbours are joined, a gap lifts the pen, and a step alone is a dot", () => {
  const path = sparkPath([{ x: 0, y: 0 }, { x: 0.25, y: 1 }, null, { x: 0.75, y: 0.5 }, null]);

  expect(path).toBe("M0.0 2.0L24.0 22.0M72.0 12.0h.1");
});
