import type { JsonValue } from "@tfbench/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkResult } from "./check-result.ts";
import { judgeGoal } from "./judge-goal.ts";

const ON = { guards: "on", allow_empty: false } as const;
const lines = (...args: Parameters<typeof checkResult>) =>
  checkResult(...args).map(({ name, outcome, found }) => `${name}: ${outcome}: ${found}`);

test("a filled result passes every guard, and each says what it found", () => {
  expect(lines({ title: "Lamp", price: 12, status: "success" }, ON)).toEqual([
    "blocked: passed: None of these words where they would count; 2 filled fields.",
    'status failure: passed: Status says "success".',
    "null result: passed: An object with 3 fields.",
    "empty arrays: passed: 2 filled fields.",
    "null fields: passed: 2 filled fields.",
  ]);
});

test("several guards may object, and the first of them decides", () => {
  const checks = checkResult({ status: "failure", reason: "Captcha", items: [] }, ON);

  expect(checks.map(({ name, outcome, goal }) => [name, outcome, goal])).toEqual([
    ["blocked", "failed", "blocked"],
    ["status failure", "failed", "failed"],
    ["null result", "passed", null],
    ["empty arrays", "failed", "failed"],
    ["null fields", "not_applicable", null],
  ]);
});

test("without a result only its absence is judged", () => {
  expect(lines(null, ON)).toEqual([
    "blocked: not_applicable: There is no result to look into.",
    "status failure: not_applicable: There is no result to look into.",
    "null result: failed: The result is null.",
    "empty arrays: not_applicable: There is no result to look into.",
    "null fields: not_applicable: There is no result to look into.",
  ]);
});

test("guards about emptiness do not apply where empty results are allowed, and none do when they are off", () => {
  expect(checkResult([], { guards: "on", allow_empty: true }).map(({ outcome }) => outcome)).toEqual([
    "passed",
    "passed",
    "not_applicable",
    "not_applicable",
    "not_applicable",
  ]);
  expect(checkResult([], { guards: "off", allow_empty: false })).toEqual([]);
});

const Json = fc
  .oneof(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom({ status: "failure" }, { items: [] }, { a: null }, "captcha"))
  .map((value): JsonValue => JSON.parse(JSON.stringify(value)));

test("the first guard that failed is what the goal was judged by, whatever the result", () => {
  fc.assert(
    fc.property(Json, fc.boolean(), (result, allow_empty) => {
      const settings = { guards: "on", allow_empty } as const;
      const { goal, goal_reason } = judgeGoal(result, settings);
      const decided = checkResult(result, settings).find(({ outcome }) => outcome === "failed");

      expect(decided?.goal ?? "not_evaluated").toBe(goal);
      expect(goal_reason === null).toBe(decided === undefined);
      expect(goal_reason ?? "").toContain(decided?.name ?? "");
    }),
  );
});
