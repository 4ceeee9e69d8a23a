import type { JsonValue } from "@tfbench/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeGoal } from "./judge-goal.ts";

const ON = { guards: "on", allow_empty: false } as const;

const TABLE: [sentence: string, result: JsonValue, goal: string, reason: string | null][] = [
  ["no result at all", null, "failed", 'Guard "null result": the result is null.'],
  [
    "every field null",
    { title: null, price: null },
    "failed",
    'Guard "null fields": no field of the result is filled.',
  ],
  [
    "every field null inside a wrapper",
    { result: { title: null } },
    "failed",
    'Guard "null fields": no field of the result is filled.',
  ],
  ["no field", {}, "failed", 'Guard "null fields": no field of the result is filled.'],
  [
    "every array empty",
    { items: [], pages: [] },
    "failed",
    'Guard "empty arrays": every array of the result is empty and nothing else is filled.',
  ],
  [
    "nulls beside an empty array",
    { title: null, items: [] },
    "failed",
    'Guard "empty arrays": every array of the result is empty and nothing else is filled.',
  ],
  [
    "a report of success beside nothing",
    { status: "success", items: [] },
    "failed",
    'Guard "empty arrays": every array of the result is empty and nothing else is filled.',
  ],
  [
    "an array of nulls",
    { items: [{ name: null }] },
    "failed",
    'Guard "null fields": no field of the result is filled.',
  ],
  ["one empty array beside something", { title: "Lamp", tags: [] }, "not_evaluated", null],
  ["one null beside something", { title: "Lamp", price: null }, "not_evaluated", null],
  ["zero and false, which are answers", { count: 0, sold_out: false }, "not_evaluated", null],
  ["a report alone", { status: "success" }, "not_evaluated", null],
  ["a plain text", "Lamp, 12 EUR", "not_evaluated", null],
  ["a list", [{ name: "Lamp" }], "not_evaluated", null],
  [
    "an empty list",
    [],
    "failed",
    'Guard "empty arrays": every array of the result is empty and nothing else is filled.',
  ],
  [
    "the failure the provider documents",
    { status: "failure", reason: "No such page" },
    "failed",
    'Guard "status failure": status says "failure".',
  ],
  [
    "a failure in capitals, in a wrapper",
    { data: { Status: "FAILURE", items: [1] } },
    "failed",
    'Guard "status failure": data.Status says "FAILURE".',
  ],
  ["a failure that is data of a list", { orders: [{ id: 1, status: "failure" }] }, "not_evaluated", null],
  [
    "access denied as the reason",
    { status: "failure", reason: "Access denied page shown" },
    "blocked",
    'Guard "blocked": reason says "Access denied page shown".',
  ],
  ["a status that says it", { status: "blocked", items: [1] }, "blocked", 'Guard "blocked": status says "blocked".'],
  [
    "a captcha in the message, by a product name",
    { message: "Stopped at a reCAPTCHA", items: [1] },
    "blocked",
    'Guard "blocked": message says "Stopped at a reCAPTCHA".',
  ],
  [
    "an error object that says it",
    { error: { code: 1, message: "ACCESS DENIED" } },
    "blocked",
    'Guard "blocked": error.message says "ACCESS DENIED".',
  ],
  [
    "the page's own words when nothing else is filled",
    { heading: "Access Denied", price: null },
    "blocked",
    'Guard "blocked": heading says "Access Denied".',
  ],
  [
    "the page's own words as the whole result",
    "Please solve this captcha",
    "blocked",
    'Guard "blocked": the result says "Please solve this captcha".',
  ],
  ["the word in data beside other data", { title: "Blocked drains: a guide", price: 9 }, "not_evaluated", null],
  ["the word in a list of data", { roads: [{ name: "A1", message: "blocked" }], count: 1 }, "not_evaluated", null],
  ["a word that only contains it", { status: "unblocked", items: [1] }, "not_evaluated", null],
];

test.each(TABLE)("%s", (_sentence, result, goal, reason) => {
  expect(judgeGoal(result, ON)).toEqual({ goal, goal_reason: reason });
});

const Json = fc.jsonValue({ maxDepth: 5 }).map((value): JsonValue => JSON.parse(JSON.stringify(value)));

test("guards that are off say nothing about anything", () => {
  fc.assert(
    fc.property(Json, (result) => {
      expect(judgeGoal(result, { guards: "off", allow_empty: false })).toEqual({
        goal: "not_evaluated",
        goal_reason: null,
      });
    }),
  );
});

test("a guard never passes a run, and always names itself when it objects", () => {
  fc.assert(
    fc.property(Json, (result) => {
      const { goal, goal_reason } = judgeGoal(result, ON);

      expect(["failed", "blocked", "not_evaluated"]).toContain(goal);
      expect(goal_reason === null).toBe(goal === "not_evaluated");
      expect(goal_reason ?? 'Guard "').toContain('Guard "');
    }),
  );
});

const Empty = fc
  .letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constant(null),
      fc.constant([]),
      fc.constant({}),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.string({ maxLength: 8 }), tie("value"), { maxKeys: 3 }),
    ),
  }))
  .value.map((value): JsonValue => JSON.parse(JSON.stringify(value)));

test("whatever is empty through and through fails, unless an empty result is allowed", () => {
  fc.assert(
    fc.property(Empty, (result) => {
      expect(judgeGoal(result, ON).goal).toBe("failed");
      expect(judgeGoal(result, { guards: "on", allow_empty: true }).goal).toBe("not_evaluated");
    }),
  );
});

test("one filled field of data keeps a result from being called empty", () => {
  fc.assert(
    fc.property(Empty, fc.oneof(fc.integer(), fc.boolean(), fc.constantFrom("Lamp", "x")), (rest, value) => {
      expect(judgeGoal({ rest, price: value }, ON).goal).toBe("not_evaluated");
    }),
  );
});
