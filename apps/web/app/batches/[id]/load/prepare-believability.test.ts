import { expect, test } from "vitest";
import { makeLoadReport } from "#fixtures/make-load-report.ts";
import { makeBatchReport } from "#fixtures/make-reports.ts";
import { prepareBelievability, prepareHealth, prepareSteadiness } from "./prepare-believability.ts";

const lag = { verdict: "suspect", code: "lag", sentence: "Runs started up to 3 ms late." } as const;
const { validity: quiet } = makeBatchReport();
const overlapping = {
  verdict: "suspect",
  code: "overlapping",
  sentence: "Another batch ran on the same target.",
} as const;
const beside = { ...quiet, verdict: "suspect" as const, reasons: [overlapping] };

test("a valid batch says so and no more", () => {
  expect(prepareBelievability({ verdict: "valid", reasons: [] }, quiet)).toEqual({
    verdict: "valid",
    sentences: ["Nothing speaks against the figures."],
  });
});

test("what the report knows besides makes a valid batch suspect, and is added to what the engine says", () => {
  expect(prepareBelievability({ verdict: "valid", reasons: [] }, beside)).toEqual({
    verdict: "suspect",
    sentences: ["The figures may be off by about what is said here.", "Another batch ran on the same target."],
  });
  expect(prepareBelievability({ verdict: "invalid", reasons: [lag] }, beside)).toEqual({
    verdict: "invalid",
    sentences: [
      "This machine was measured rather than the target: the figures say nothing.",
      "Runs started up to 3 ms late.",
      "Another batch ran on the same target.",
    ],
  });
});

test("an open load that did not settle says that its percentiles grow, a closed one says nothing", () => {
  const steady = { is_steady: false, reasons: ["Response times grew."] };
  const load = { kind: "closed", runs: 3, concurrency: 1, start_spread_ms: 0 } as const;

  expect(prepareSteadiness(makeLoadReport({ steady }))).toEqual({
    isUnsteady: true,
    sentences: ["Unsteady: these percentiles grow with the duration.", "Response times grew."],
  });
  expect(prepareSteadiness(makeLoadReport({ steady: { is_steady: null, reasons: [] } }))?.isUnsteady).toBe(false);
  expect(prepareSteadiness(makeLoadReport())).toBeNull();
  expect(prepareSteadiness(makeLoadReport({ steady, load }))).toBeNull();
});

test("what this machine could not see of itself is said to be missing, never 0", () => {
  const health = {
    loop_delay_p99_ms: 0.84,
    cpu_share: 0.12,
    core_wait_share: 0.031,
    longest_gc_pause_ms: null,
    lag_p99_ms: 0.31,
    coalesced_share: null,
    backlog_bytes: 4_096,
    backlog_limit_bytes: 67_108_864,
    no_file_handles: 0,
    no_ports: 0,
    aborted: 1,
    runs: 300,
  };

  expect(prepareHealth(health).map(({ value }) => value)).toEqual([
    "0.3 ms",
    "0.8 ms",
    "12 % of a core",
    "3 % of the time",
    "not recorded",
    "not recorded",
    "4.0 KiB of 64.0 MiB",
    "0",
    "0",
    "1 of 300",
  ]);
});
