import { expect, test } from "vitest";
import { fitColumns } from "./fit-columns.ts";

const ROWS = [
  ["", "", "mean", "p50 (95 %)", "n"],
  ["total", "ms", "1,757", "1,757 (1,353-2,259)", "20"],
  ["send lag (ours)", "ms", "20.0", "too few (3 of 6)", "3 gaps"],
];

test("a table that fits is printed whole", () => {
  expect(fitColumns(ROWS, [0, 1], 56)).toEqual({
    head: "                      mean           p50 (95 %)       n",
    lines: [
      "total            ms  1,757  1,757 (1,353-2,259)      20",
      "send lag (ours)  ms   20.0     too few (3 of 6)  3 gaps",
    ],
  });
});

test("a terminal too narrow for the intervals gets the table without them, and is told", () => {
  expect(fitColumns(ROWS, [0, 1], 54)).toEqual({
    head: "                      mean      p50       n",
    lines: [
      "total            ms  1,757    1,757      20",
      "send lag (ours)  ms   20.0  too few  3 gaps",
      "Intervals are left out: with them the table takes 55 columns.",
    ],
  });
});

test("in a terminal of 40 columns each row is a paragraph whose lines fit, with its intervals", () => {
  const { head, lines } = fitColumns(ROWS, [0, 1], 40);

  expect(head).toBeNull();
  expect(lines).toEqual([
    "total, ms",
    "  mean        1,757",
    "  p50 (95 %)  1,757 (1,353-2,259)",
    "  n           20",
    "send lag (ours), ms",
    "  mean        20.0",
    "  p50 (95 %)  too few (3 of 6)",
    "  n           3 gaps",
  ]);
});

test("what does not fit beside its title stands below it", () => {
  expect(fitColumns(ROWS, [0, 1], 30).lines.slice(2, 4)).toEqual(["  p50 (95 %)", "    1,757 (1,353-2,259)"]);
});
