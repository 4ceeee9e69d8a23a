import { expect, test } from "vitest";
import { parseRunPosition } from "./run-position.ts";

test.each([
  ["-id", ["7", 7]],
  ["-due_at", ["2026-03-01T00:00:00.000001Z", 7]],
  ["ttft_ms", ["0.30000000000000004", 7]],
  ["ttft_ms", ["1e-07", 7]],
  ["-cost_usd", ["0.000000", 7]],
  ["-cost_usd", [null, 7]],
] as const)("for %s, %j is a place", (sort, position) => {
  expect(parseRunPosition(sort, position)).toEqual({ sort_key: position[0], id: position[1] });
});

test.each([
  ["-id", ["8", 7]],
  ["-id", [null, 7]],
  ["-id", ["7", 7.5]],
  ["-id", ["0", 0]],
  ["-id", ["3000000000", 3_000_000_000]],
  ["-id", ["7"]],
  ["-id", "7"],
  ["-due_at", [null, 7]],
  ["-due_at", ["2026-02-30T00:00:00.000000Z", 7]],
  ["-due_at", ["0000-01-01T00:00:00.000000Z", 7]],
  ["-due_at", ["2026-03-01T00:00:00.000Z", 7]],
  ["ttft_ms", ["NaN", 7]],
  ["ttft_ms", ["1e999", 7]],
  ["ttft_ms", ["1e-400", 7]],
  ["ttft_ms", ["1; drop", 7]],
  ["ttft_ms", [1, 7]],
] as const)("for %s, %j is refused before it reaches the database", (sort, position) => {
  expect(() => parseRunPosition(sort, position)).toThrow("The cursor does not belong to this list.");
});
