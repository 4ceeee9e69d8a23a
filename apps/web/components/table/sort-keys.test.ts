import { expect, test } from "vitest";
import { sortAlsoBy, sortOnlyBy, sortStateOf } from "./sort-keys.ts";

test.each([
  ["", "cost_usd", "-cost_usd"],
  ["-id", "cost_usd", "-cost_usd"],
  ["-cost_usd", "cost_usd", "cost_usd"],
  ["cost_usd", "cost_usd", "-cost_usd"],
  ["status,-cost_usd", "cost_usd", "cost_usd"],
])("a click in the order '%s' on %s orders by '%s' alone", (value, name, expected) => {
  expect(sortOnlyBy(value, name)).toBe(expected);
});

test.each([
  ["-id", "cost_usd", "-id,-cost_usd"],
  ["-id,-cost_usd", "cost_usd", "-id,cost_usd"],
  ["-id,cost_usd", "cost_usd", "-id"],
  ["-id,cost_usd,status", "cost_usd", "-id,status"],
  ["cost_usd", "cost_usd", "-cost_usd"],
  ["", "cost_usd", "-cost_usd"],
  ["a,b,c,d", "e", "a,b,c,d"],
  ["a,b,c,-d", "d", "a,b,c,d"],
])("a click with Shift in the order '%s' on %s makes '%s'", (value, name, expected) => {
  expect(sortAlsoBy(value, name)).toBe(expected);
});

test("a column tells its direction, and its place where there are several", () => {
  expect(sortStateOf("status,-cost_usd", "cost_usd")).toEqual({ direction: "descending", place: 2 });
  expect(sortStateOf("status", "status")).toEqual({ direction: "ascending", place: null });
  expect(sortStateOf("status", "cost_usd")).toEqual({ direction: "none", place: null });
});
