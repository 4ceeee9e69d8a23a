import { expect, test } from "vitest";
import { judgeLevel } from "./judge-level.ts";
import type { LevelLoad } from "./judge-level.ts";

const RULE = { shares: [0.95], alpha: 0.0083, looks: 3 };
const load = (good: number, n: number, changes: Partial<LevelLoad> = {}): LevelLoad => ({
  evidence: [{ good, n, effective_n: n }],
  isUnsteady: false,
  isInvalid: false,
  isOverDropped: false,
  ...changes,
});
const GOOD = load(100, 100);
const POOR = load(60, 100);
const CLOSE = load(97, 100);

test.each([
  ["one load that shows it", [GOOD], "met"],
  ["one load that shows the contrary", [POOR], "missed"],
  ["one load that shows neither", [CLOSE], null],
  ["two loads that together show neither", [CLOSE, CLOSE], null],
  ["all loads it may have, and neither shown", [CLOSE, CLOSE, CLOSE], "not_shown"],
  ["loads that show it only together", [load(60, 60), load(60, 60)], "met"],
  ["a load that was not kept up with, however good", [load(100, 100, { isUnsteady: true })], "unsteady"],
  ["a load that dropped too much, however good", [load(100, 100, { isOverDropped: true })], "dropped"],
  ["an invalid load, however good", [load(100, 100, { isInvalid: true })], null],
  ["an invalid load and a good one", [load(0, 100, { isInvalid: true, isUnsteady: true }), GOOD], "met"],
  ["nothing but invalid loads", Array.from({ length: 3 }, () => load(100, 100, { isInvalid: true })), "invalid"],
  ["loads without a run", Array.from({ length: 3 }, () => load(0, 0)), "not_shown"],
])("%s: %s", (_, loads, verdict) => {
  expect(judgeLevel(loads, RULE)).toBe(verdict);
});

test("every threshold has to be shown, and one that is missed is enough", () => {
  const both = (first: number, second: number): LevelLoad => ({
    ...GOOD,
    evidence: [first, second].map((good) => ({ good, n: 100, effective_n: 100 })),
  });
  const rule = { ...RULE, shares: [0.95, 0.9] };

  expect(judgeLevel([both(100, 100)], rule)).toBe("met");
  expect(judgeLevel([both(100, 93)], rule)).toBeNull();
  expect(judgeLevel([both(100, 60)], rule)).toBe("missed");
});

test("dependent runs count for what they are worth", () => {
  const dependent = { ...GOOD, evidence: [{ good: 100, n: 100, effective_n: 25 }] };
  const tooFew = { ...POOR, evidence: [{ good: 0, n: 100, effective_n: 10 }] };

  expect(judgeLevel([dependent], RULE)).toBeNull();
  expect(judgeLevel([tooFew], RULE)).toBeNull();
});
