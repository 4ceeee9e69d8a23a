import type { RunChecks } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { prepareNotes } from "./prepare-checks.ts";

const ON = { guards: "on", allow_empty: false } as const;
const makeChecks = (changes: Partial<RunChecks> = {}): RunChecks => ({
  state: "judged",
  checks: [],
  decided_by: null,
  settings: ON,
  settings_now: ON,
  goal_now: "not_evaluated",
  ...changes,
});

test("a result that no guard objects to is not called a pass", () => {
  expect(prepareNotes({ goal: "not_evaluated" }, makeChecks())).toEqual([expect.stringContaining("not a pass")]);
});

test("an objection needs no further word", () => {
  expect(prepareNotes({ goal: "failed" }, makeChecks({ decided_by: "null result", goal_now: "failed" }))).toEqual([]);
});

test("a goal that today's checks would not give is said to be an earlier one", () => {
  expect(prepareNotes({ goal: "failed" }, makeChecks())).toEqual([expect.stringContaining("earlier checks")]);
});

test("settings that have changed since are named, with what they were and are", () => {
  const notes = prepareNotes(
    { goal: "failed" },
    makeChecks({
      decided_by: "null result",
      goal_now: "failed",
      settings_now: { guards: "off", allow_empty: true },
    }),
  );

  expect(notes).toEqual([
    "The scenario has changed since: guards were on, now off, empty results were not allowed, now allowed. This run was judged with what it had then.",
  ]);
});

test.each([
  ["not_ended", /when the run has ended/],
  ["not_completed", /did not complete/],
  ["guards_off", /guards were off/],
] as const)("without a judgement (%s) it is said why", (state, note) => {
  expect(prepareNotes({ goal: "not_evaluated" }, makeChecks({ state, goal_now: null }))).toEqual([
    expect.stringMatching(note),
  ]);
});
