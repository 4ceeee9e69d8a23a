import { expect, test } from "vitest";
import { describeThrown } from "./describe-thrown.ts";

test.each([
  [new Error("disk full"), "disk full"],
  [{ name: "ErrnoError", errno: 51 }, "no space is left on the disk (ENOSPC)"],
  [{ name: "ErrnoError", errno: 7 }, "{ name: 'ErrnoError', errno: 7 }"],
  ["gone", "'gone'"],
  [undefined, "undefined"],
])("%o is told as %s", (thrown, told) => {
  expect(describeThrown(thrown)).toBe(told);
});
