import { expect, test } from "vitest";
import { addReports, closingLines, isGood } from "./test-report.ts";

const skipped = [{ name: "store on PostgreSQL", reason: "no initdb" }];
const failed = [{ name: "runs.test.ts > a run ends once", reason: "expected 2 to be 1" }];

test("the closing line comes last, after every skipped and failed test with its reason", () => {
  expect(closingLines({ passed: 3, failed, skipped })).toEqual([
    "skipped: store on PostgreSQL: no initdb",
    "failed: runs.test.ts > a run ends once: expected 2 to be 1",
    "3 passed, 1 failed, 1 skipped",
  ]);
});

test("reports of several phases are added up", () => {
  const report = addReports([
    { passed: 2, failed: [], skipped: [] },
    { passed: 1, failed, skipped },
  ]);

  expect(report).toEqual({ passed: 3, failed, skipped });
});

test.each([
  ["all passed", { passed: 1, failed: [], skipped: [] }, { local: true, ci: true }],
  ["one failed", { passed: 1, failed, skipped: [] }, { local: false, ci: false }],
  ["one skipped", { passed: 1, failed: [], skipped }, { local: true, ci: false }],
  ["nothing ran", { passed: 0, failed: [], skipped: [] }, { local: false, ci: false }],
])("%s", (_name, report, expected) => {
  expect({ local: isGood(report, false), ci: isGood(report, true) }).toEqual(expected);
});
