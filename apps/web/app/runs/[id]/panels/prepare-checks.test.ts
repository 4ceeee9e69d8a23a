import { expect, test } from "vitest";
import { makeRun } from "#fixtures/make-run.ts";
import { prepareChecks } from "./prepare-checks.ts";

const ON = { guards: "on", allow_empty: false } as const;
const statesOf = (...args: Parameters<typeof prepareChecks>) =>
  prepareChecks(...args).rows.map(({ name, state }) => `${name}: ${state}`);

test("the guard that objected says what it found, and those after it were not asked", () => {
  const run = makeRun({ goal: "failed", goal_reason: 'Guard "status failure": status says "failure".' });

  expect(prepareChecks(run, ON).rows[1]).toMatchObject({ state: "objected", found: 'status says "failure".' });
  expect(statesOf(run, ON)).toEqual([
    "blocked: fine",
    "status failure: objected",
    "null result: not_asked",
    "empty arrays: not_asked",
    "null fields: not_asked",
  ]);
});

test("a result that no guard objects to is not called a pass", () => {
  const checks = prepareChecks(makeRun({ goal: "not_evaluated", goal_reason: null }), ON);

  expect(checks.rows.every(({ state }) => state === "fine")).toBe(true);
  expect(checks.note).toContain("not a pass");
});

test("guards about emptiness are not asked where empty results are allowed", () => {
  expect(statesOf(makeRun({ goal: "not_evaluated" }), { ...ON, allow_empty: true }).slice(1)).toEqual([
    "status failure: fine",
    "null result: not_asked",
    "empty arrays: not_asked",
    "null fields: not_asked",
  ]);
});

test.each([
  [makeRun({ status: "running" }), ON, /when the run has ended/],
  [makeRun({ status: "timeout" }), ON, /did not complete/],
  [makeRun(), { ...ON, guards: "off" } as const, /guards are off/],
])("without a judgement it is said why", (run, settings, note) => {
  expect(prepareChecks(run, settings)).toMatchObject({ rows: [], note: expect.stringMatching(note) });
});
