import { expect, test } from "vitest";
import { changedFields } from "./changed-fields.ts";

test("what differs is named by its path, as deep as both sides are objects", () => {
  const before = { name: "A", request: { goal: "Read", url: "u" }, list: [1], note: null };
  const after = { name: "A", request: { url: "u", goal: "Write" }, list: [1, 2], note: { a: 1 }, added: 0 };

  expect(changedFields(before, after)).toEqual(["request.goal", "list", "note", "added"]);
});

test("the same fields in another order are no change, and a field that is gone is one", () => {
  expect(changedFields({ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } })).toEqual([]);
  expect(changedFields({ a: { b: 1, c: 2 } }, { a: { b: 1 } })).toEqual(["a.c"]);
});
