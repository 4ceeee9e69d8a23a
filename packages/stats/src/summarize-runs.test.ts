import { KpiBlock } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { gapStats } from "./gap-stats.ts";
import { summarizeRuns } from "./summarize-runs.ts";
import type { RunFigures } from "./summarize-runs.ts";

const runOf = (figures: Partial<RunFigures>): RunFigures => ({
  status: "completed",
  goal: "passed",
  cancelled_by: null,
  total_duration_ms: null,
  ttft_ms: null,
  cost_usd: null,
  gap_sketch: null,
  ...figures,
});
const times = (count: number, figures: Partial<RunFigures>): RunFigures[] =>
  Array.from({ length: count }, () => runOf(figures));

/** 100 attempted runs, 84 passed, 4 completed without a verdict; 12 more that belong to no rate. */
const MIXED: RunFigures[] = [
  ...times(84, { goal: "passed" }),
  ...times(4, { goal: "not_evaluated" }),
  ...times(2, { goal: "partial" }),
  ...times(1, { goal: "failed" }),
  ...times(3, { status: "agent_failed", goal: "failed" }),
  ...times(1, { status: "agent_failed", goal: "blocked" }),
  ...times(2, { status: "timeout", goal: "not_evaluated" }),
  ...times(1, { status: "infra_error", goal: "not_evaluated" }),
  ...times(1, { status: "rate_limited", goal: "not_evaluated" }),
  ...times(1, { status: "dropped", goal: "not_evaluated" }),
  ...times(3, { status: "cancelled", goal: "not_evaluated", cancelled_by: "user" }),
  ...times(2, { status: "cancelled", goal: "not_evaluated", cancelled_by: "profile" }),
  ...times(4, { status: "aborted", goal: "not_evaluated" }),
  ...times(2, { status: "budget_stopped", goal: "not_evaluated" }),
  ...times(1, { status: "out_of_credits", goal: "not_evaluated" }),
];

test("every rate has the numerator and denominator of its definition", () => {
  const block = summarizeRuns(MIXED);

  expect(block).toMatchObject({
    finished: 112,
    attempted: 100,
    success: { value: 0.84, numerator: 84, denominator: 100 },
    completed_unchecked: { numerator: 4, denominator: 100 },
    infrastructure_success: { numerator: 95, denominator: 100 },
    goal_success: { numerator: 84, denominator: 90 },
    blocked: { numerator: 1, denominator: 100 },
    evaluated: { numerator: 91, denominator: 95 },
    unfinished_share: 0.12,
  });
});

test("with 4 unevaluated runs success is a range from 84 to 88 %", () => {
  expect(summarizeRuns(MIXED)).toMatchObject({ success: { value: 0.84 }, success_if_unevaluated_passed: 0.88 });
});

test("finished runs are counted by status, attempted runs by goal", () => {
  const block = summarizeRuns(MIXED);

  expect(block.by_status).toEqual({
    queued: 0,
    running: 0,
    completed: 91,
    agent_failed: 4,
    infra_error: 1,
    rate_limited: 1,
    timeout: 2,
    cancelled: 5,
    dropped: 1,
    out_of_credits: 1,
    budget_stopped: 2,
    aborted: 4,
  });
  expect(block.by_goal).toEqual({ passed: 84, partial: 2, failed: 4, blocked: 1, task_invalid: 0, not_evaluated: 9 });
});

test("runs that have not ended are in no figure", () => {
  const unfinished = [
    ...times(5, { status: "queued", goal: "not_evaluated" }),
    ...times(2, { status: "running", goal: "not_evaluated" }),
  ];

  expect(summarizeRuns([...MIXED, ...unfinished])).toEqual(summarizeRuns(MIXED));
});

test("durations are those of the successes", () => {
  const runs = [
    ...Array.from({ length: 30 }, (_, i) => runOf({ total_duration_ms: 1000 + i, ttft_ms: 100 + i })),
    ...Array.from({ length: 30 }, (_, i) => runOf({ goal: "not_evaluated", total_duration_ms: 1030 + i })),
    ...times(40, { goal: "failed", total_duration_ms: 1 }),
    ...times(20, { status: "timeout", goal: "not_evaluated", total_duration_ms: 120_000 }),
  ];

  const block = summarizeRuns(runs);

  expect(block.total_duration_ms).toEqual({
    p50: { value: 1029.5, n: 60, low: 1021, high: 1037, needed: null, estimator: "type7", relative_error: null },
    p95: {
      value: expect.closeTo(1056.05, 9),
      n: 60,
      low: 1051,
      high: 1059,
      needed: null,
      estimator: "type7",
      relative_error: null,
    },
    p99: { value: null, n: 60, low: null, high: null, needed: 299, estimator: "type7", relative_error: null },
  });
  expect(block.ttft_ms.p50).toMatchObject({ value: 114.5, n: 30 });
  expect(block.unfinished_share).toBe(0.5);
});

test("gaps are pooled over the gaps of the successes and say how many runs they come from", () => {
  const gap_sketch =
    gapStats(
      Array.from({ length: 50 }, (_, i) => 10 + i),
      500,
    )?.sketch ?? null;
  const runs = [
    ...times(10, { gap_sketch }),
    ...times(5, { gap_sketch: null }),
    ...times(20, { status: "timeout", goal: "not_evaluated", gap_sketch }),
  ];

  const { gaps_ms } = summarizeRuns(runs);

  expect(gaps_ms.runs).toBe(10);
  expect(gaps_ms.p50).toMatchObject({ n: 500, needed: null, estimator: "sketch", relative_error: 0.01 });
  expect(Math.abs(Number(gaps_ms.p50.value) / 34.5 - 1)).toBeLessThanOrEqual(0.01);
  expect(gaps_ms.p50.low).toBeLessThanOrEqual(Number(gaps_ms.p50.value));
  expect(gaps_ms.p50.high).toBeGreaterThanOrEqual(Number(gaps_ms.p50.value));
  // 500 gaps are enough for the value, 10 runs are not for an interval around it.
  expect(gaps_ms.p95).toMatchObject({ value: expect.any(Number), low: null, high: null, needed: null });
});

test("the cost counts every finished run, the cost of a success only what attempted runs cost", () => {
  const runs = [
    ...times(4, { cost_usd: 0.1 }),
    ...times(1, { goal: "failed", cost_usd: 0.2 }),
    ...times(1, { status: "cancelled", cancelled_by: "user", goal: "not_evaluated", cost_usd: 0.05 }),
    ...times(2, { status: "timeout", goal: "not_evaluated" }),
  ];

  expect(summarizeRuns(runs).cost_usd).toEqual({ total: 0.65, known: 6, of: 8, per_success: 0.15 });
});

test("an unknown cost is null, never 0, and without a success there is no cost of one", () => {
  expect(summarizeRuns(times(3, {})).cost_usd).toEqual({ total: null, known: 0, of: 3, per_success: null });
  expect(summarizeRuns(times(3, { goal: "failed", cost_usd: 0.5 })).cost_usd).toEqual({
    total: 1.5,
    known: 3,
    of: 3,
    per_success: null,
  });
});

test("a negative or missing cost is refused", () => {
  expect(() => summarizeRuns([runOf({ cost_usd: -0.1 })])).toThrow(RangeError);
  expect(() => summarizeRuns([runOf({ cost_usd: Number.NaN })])).toThrow(RangeError);
});

test("no runs give a block of nulls and zeros, not of made-up figures", () => {
  const block = summarizeRuns([]);

  expect(block).toMatchObject({
    finished: 0,
    attempted: 0,
    success: { value: null, numerator: 0, denominator: 0, low: null, high: null },
    success_if_unevaluated_passed: null,
    unfinished_share: null,
    gaps_ms: { runs: 0, p50: { value: null, n: 0, needed: 6 } },
    cost_usd: { total: null, known: 0, of: 0, per_success: null },
  });
});

test("the block is what the contract says", () => {
  for (const block of [summarizeRuns(MIXED), summarizeRuns([])]) expect(KpiBlock.parse(block)).toEqual(block);
});

test("tokens are stated over the successes that know them, with n and interval; agents have none", () => {
  const known = Array.from({ length: 9 }, (_, i) =>
    runOf({ input_tokens: 100, output_tokens: 10 * (i + 1), output_tokens_per_second: 50 }),
  );
  const unknown = runOf({ input_tokens: 100, output_tokens: null, output_tokens_per_second: null });
  const failed = runOf({ status: "timeout", goal: "not_evaluated", input_tokens: 900, output_tokens: 900 });

  const { tokens } = summarizeRuns([...known, unknown, failed]);

  // Ranks 2 and 8 of 9 enclose the median with 96.1 %.
  expect(tokens?.output.p50).toMatchObject({ value: 50, n: 9, low: 20, high: 80, needed: null });
  expect(tokens?.output.p95).toMatchObject({ n: 9, needed: 59 });
  expect(tokens?.input.p50).toMatchObject({ value: 100, n: 10 });
  expect(tokens?.output_per_second.p50).toMatchObject({ value: 50, n: 9 });
  expect(summarizeRuns([runOf({})]).tokens).toBeNull();
});
