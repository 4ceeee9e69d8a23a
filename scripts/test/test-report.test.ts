import { expect, test } from "vitest";
import { addReports, closingLines, isGood } from "./test-report.ts";

const skipped = [{ name: "store on PostgreSQL", reason: "no initdb" }];

test("the closing line comes last, after every skipped test with its reason", () => {
  expect(closingLines({ passed: 3, failed: 1, skipped })).toEqual([
    "skipped: store on PostgreSQL: no initdb",
    "3 passed, 1 failed, 1 skipped",
  ]);
});

test("reports of several phases are added up", () => {
  const report = addReports([
    { passed: 2, failed: 0, skipped: [] },
    { passed: 1, failed: 3, skipped },
  ]);

  expect(report).toEqual({ passed: 3, failed: 3, skipped });
});

test.each([
  ["all passed", { passed: 1, failed: 0, skipped: [] }, { local: true, ci: true }],
  ["one failed", { passed: 1, failed: 1, skipped: [] }, { local: false, ci: false }],
  ["one skipped", { passed: 1, failed: 0, skipped }, { local: true, ci: false }],
  ["nothing ran", { passed: 0, failed: 0, skipped: [] }, { local: false, ci: false }],
])("%s", (_name, report, expected) => {
  expect({ local: isGood(report, false), ci: isGood(report, true) }).toEqual(expected);
});
