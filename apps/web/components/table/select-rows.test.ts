import { expect, test } from "vitest";
import { togglePage, toggleRange, toggleRow } from "./select-rows.ts";

const KEYS = ["1", "2", "3", "4", "5"];
const chosen = (selected: ReadonlySet<string>) => [...selected].sort().join("");

test("a row is selected, and let go again", () => {
  const once = toggleRow(new Set(["1"]), "3");

  expect([chosen(once), chosen(toggleRow(once, "3"))]).toEqual(["13", "1"]);
});

test.each([
  ["from above to below", "2", "4", "", "234"],
  ["from below to above", "4", "2", "", "234"],
  ["keeps what lies outside", "4", "5", "1", "145"],
  ["lets go of a range when its end was selected", "2", "4", "12345", "15"],
  ["is a single row where the start left the page", "9", "4", "1", "14"],
])("a range %s", (_what, from, to, before, after) => {
  expect(chosen(toggleRange(new Set(before), { keys: KEYS, from, to }))).toBe(after);
});

test.each([
  ["none", "", "12345"],
  ["some", "13", "12345"],
  ["all", "12345", ""],
  ["rows of another page", "9", "123459"],
])("the box of the header with %s selected", (_what, before, after) => {
  expect(chosen(togglePage(new Set(before), KEYS))).toBe(after);
});
