import { expect, test } from "vitest";
import { parseRunPlace } from "./run-position.ts";

test.each([
  ["-id", ["7"]],
  ["-due_at", ["2026-03-01T00:00:00.000001Z", "7"]],
  ["ttft_ms", ["0.30000000000000004", "7"]],
  ["ttft_ms", ["1e-07", "7"]],
  ["-cost_usd", ["0.000000", "7"]],
  ["-cost_usd", [null, "7"]],
  ["status,-steps", ["timeout", null, "7"]],
  ["scenario_name", ["ärger, \\ and 'so'", "7"]],
  ["goal,id,status", ["passed", "7"]],
] as const)("for %s, %j is a place in both directions", (sort, keys) => {
  expect(parseRunPlace(sort, ["next", keys])).toEqual({ toward: "next", after: { keys } });
  expect(parseRunPlace(sort, ["previous", keys])).toEqual({ toward: "previous", after: { keys } });
});

test.each([
  ["-id", ["next", [null]]],
  ["-id", ["next", ["7.5"]]],
  ["-id", ["next", ["0"]]],
  ["-id", ["next", ["3000000000"]]],
  ["-id", ["next", [7]]],
  ["-id", ["next", ["7", "7"]]],
  ["-id", ["next"]],
  ["-id", ["onward", ["7"]]],
  ["-id", "7"],
  ["-due_at", ["next", [null, "7"]]],
  ["-due_at", ["next", ["2026-02-30T00:00:00.000000Z", "7"]]],
  ["-due_at", ["next", ["0000-01-01T00:00:00.000000Z", "7"]]],
  ["-due_at", ["next", ["2026-03-01T00:00:00.000Z", "7"]]],
  ["ttft_ms", ["next", ["NaN", "7"]]],
  ["ttft_ms", ["next", ["1e999", "7"]]],
  ["ttft_ms", ["next", ["1e-400", "7"]]],
  ["ttft_ms", ["next", ["1; drop", "7"]]],
  ["ttft_ms", ["next", [1, "7"]]],
  ["steps", ["next", ["1.5", "7"]]],
  ["status,-steps", ["next", ["timeout", "7"]]],
  ["scenario_name", ["next", ["a\u0000b", "7"]]],
  ["scenario_name", ["next", ["\ud800", "7"]]],
] as const)("for %s, %j is refused before it reaches the database", (sort, place) => {
  expect(() => parseRunPlace(sort, place)).toThrow("The cursor does not belong to this list.");
});
