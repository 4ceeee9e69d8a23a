import { expect, test } from "vitest";
import { formatTable, formatToolTable } from "./print-table.ts";
import { ratioToAim } from "./row.ts";

test("a ratio of 1 or more meets the aim, whichever way it points", () => {
  expect(ratioToAim({ measure: "a", value: 600, unit: "/s", n: "", aim: { at_least: 300 } })).toBe(2);
  expect(ratioToAim({ measure: "a", value: 100, unit: "ms", n: "", aim: { at_most: 50 } })).toBe(0.5);
  expect(ratioToAim({ measure: "a", value: 100, unit: "ms", n: "" })).toBeNull();
  expect(ratioToAim({ measure: "a", value: null, unit: "ms", n: "", aim: { at_most: 50 } })).toBeNull();
});

test("rows are aligned, and what could not be measured says why below the table", () => {
  const table = formatTable([
    { measure: "triggers", value: 612.4, unit: "/s", n: "10 s", aim: { at_least: 300 } },
    { measure: "LCP", value: null, unit: "ms", n: "0", note: "no chromium" },
  ]);

  expect(table.split("\n")).toEqual([
    "| measure  | value | unit | n    | aim    | ratio |",
    "| -------- | ----- | ---- | ---- | ------ | ----- |",
    "| triggers | 612   | /s   | 10 s | >= 300 | 2.04  |",
    "| LCP      | -     | ms   | 0    |        |       |",
    "LCP: no chromium",
  ]);
});

test("gives each tool a column, with a dash where it could not be measured and nothing where it was not", () => {
  const row = { unit: "ms", n: "10 runs" };

  const table = formatToolTable([
    { ...row, measure: "bias", value: 0.25, tool: "ours" },
    { ...row, measure: "gap", value: 1, tool: "ours" },
    { ...row, measure: "bias", value: 2, tool: "theirs" },
    { ...row, measure: "gap", value: null, unit: "", tool: "theirs", note: "it keeps no gaps" },
    { ...row, measure: "bias", value: 0.1, tool: "limit" },
  ]);

  expect(table.split("\n")).toEqual([
    "| measure | unit | ours  | theirs | limit |",
    "| ------- | ---- | ----- | ------ | ----- |",
    "| bias    | ms   | 0.250 | 2      | 0.100 |",
    "| gap     | ms   | 1     | -      |       |",
    "",
    "- theirs, gap: it keeps no gaps",
  ]);
});
