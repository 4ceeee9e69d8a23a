import { expect, test } from "vitest";
import { judgeValidity } from "./judge-validity.ts";
import type { EngineHealth } from "@tfbench/contracts";

const QUIET: EngineHealth = {
  loop_delay_p99_ms: 1,
  cpu_share: 0.3,
  core_wait_share: 0.01,
  longest_gc_pause_ms: 2,
  lag_p99_ms: 0.4,
  coalesced_share: 0.02,
  backlog_bytes: 0,
  backlog_limit_bytes: 1_000,
  no_file_handles: 0,
  no_ports: 0,
  aborted: 0,
  runs: 1_000,
};

test("a quiet machine gives a valid result without reasons", () => {
  expect(judgeValidity(QUIET)).toEqual({ verdict: "valid", reasons: [] });
});

test.each([
  ["the loop turned late", { loop_delay_p99_ms: 6 }, "suspect", "loop_delay"],
  ["the loop turned very late", { loop_delay_p99_ms: 51 }, "invalid", "loop_delay"],
  ["a measuring thread was busy", { cpu_share: 0.81 }, "suspect", "cpu_share"],
  ["a measuring thread was full", { cpu_share: 0.96 }, "invalid", "cpu_share"],
  ["a measuring thread often had no core", { core_wait_share: 0.06 }, "suspect", "core_wait"],
  ["other programs had most of the core", { core_wait_share: 0.9 }, "suspect", "core_wait"],
  ["a collection took long", { longest_gc_pause_ms: 11 }, "suspect", "gc_pause"],
  ["runs started late", { lag_p99_ms: 3 }, "suspect", "lag"],
  ["bytes had to wait", { backlog_bytes: 600 }, "suspect", "backlog"],
  ["bytes were lost", { backlog_bytes: 1_000 }, "invalid", "backlog"],
  ["a few runs found no handle", { no_file_handles: 3 }, "suspect", "no_file_handles"],
  ["many runs found no port", { no_ports: 30 }, "invalid", "no_ports"],
])("%s: the result says so", (_, changes, verdict, code) => {
  const found = judgeValidity({ ...QUIET, ...changes });

  expect(found.verdict).toBe(verdict);
  expect(found.reasons.map((reason) => reason.code)).toEqual([code]);
});

test("what this Node cannot tell is not held against the result", () => {
  const nothing = { loop_delay_p99_ms: null, cpu_share: null, longest_gc_pause_ms: null, lag_p99_ms: null };
  const unknown = { ...nothing, core_wait_share: null };

  expect(judgeValidity({ ...QUIET, ...unknown }).verdict).toBe("valid");
});

test("one invalid reason outweighs any number of doubts", () => {
  expect(judgeValidity({ ...QUIET, cpu_share: 0.99, lag_p99_ms: 3 }).verdict).toBe("invalid");
});
