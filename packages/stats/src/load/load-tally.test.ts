import type { LoadProfile } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { gapStats } from "../gap-stats.ts";
import type { LoadRun } from "./load-run.ts";
import { LoadTally } from "./load-tally.ts";

const CLOSED: LoadProfile = { kind: "closed", runs: 10, concurrency: 2, start_spread_ms: 0 };
const SKETCH = gapStats([10, 20, 30], 500)?.sketch ?? null;

function run(dueMs: number, changes: Partial<LoadRun> = {}): LoadRun {
  return {
    status: "completed",
    goal: "not_evaluated",
    cancelled_by: null,
    reason_code: null,
    error: null,
    stamps: { due: dueMs, started: dueMs + 1, first_content: dueMs + 21, terminal: dueMs + 101 },
    total_duration_ms: 100,
    response_ms: 101,
    slot_wait_ms: 0.5,
    lag_ms: 0.5,
    connect_ms: null,
    headers_ms: 10,
    ttft_ms: 20,
    ttft_sent_ms: 20,
    ttfo_ms: 20,
    ttst_ms: 10,
    tpot_ms: 8,
    output_tokens_per_second: 125,
    input_tokens: 5,
    output_tokens: 11,
    reasoning_tokens: null,
    cached_tokens: null,
    client_output_tokens: 11,
    cost_usd: null,
    gap_sketch: SKETCH,
    ...changes,
  };
}
const failed = (dueMs: number): LoadRun =>
  run(dueMs, {
    status: "infra_error",
    reason_code: "connection_refused",
    error: "Nothing listens there.",
    stamps: { due: dueMs, started: dueMs, first_content: null, terminal: null },
    total_duration_ms: null,
    response_ms: null,
    ttft_ms: null,
    gap_sketch: null,
  });
const tally = (runs: readonly LoadRun[], slo = [{ metric: "ttft_ms", below: true, limit: 30, text: "ttft_ms<30" }]) => {
  const tallied = new LoadTally({ load: CLOSED, slo });
  for (const one of runs) tallied.add(one);
  return tallied;
};

test("service times are those of the successes, response times those of all attempted with failures above every end", () => {
  const runs = [...Array.from({ length: 8 }, (_, i) => run(i * 10)), failed(80), failed(90)];

  const { metrics, rates, by_reason, error_examples } = tally(runs).report();

  expect(metrics["ttft_ms"]).toMatchObject({ n: 8, mean: 20, p50: 20, population: "successes" });
  expect(metrics["response_ms"]).toMatchObject({ n: 10, mean: null, p50: 101, max: null, population: "attempted" });
  expect(rates.success).toMatchObject({ value: 0.8, numerator: 8, denominator: 10 });
  expect(by_reason).toEqual({ connection_refused: 2 });
  expect(error_examples).toEqual({ connection_refused: "Nothing listens there." });
});

test("a percentile that falls among runs without an end is not reached, however long the others took", () => {
  const runs = [...Array.from({ length: 4 }, (_, i) => run(i)), ...Array.from({ length: 6 }, (_, i) => failed(10 + i))];

  expect(tally(runs).report().metrics["response_ms"]?.p50).toBeNull();
});

test("runs that were cancelled or broken off by us are in no rate and no latency", () => {
  const cancelled = run(20, { status: "cancelled", cancelled_by: "user" });
  const aborted = run(30, { status: "aborted", reason_code: "buffer_full" });

  const report = tally([run(0), run(10), cancelled, aborted]).report();

  expect(report).toMatchObject({ runs: 4, attempted: 2, successes: 2 });
  expect(report.metrics["response_ms"]?.n).toBe(2);
});

test("warm-up runs are counted and in no figure; the window begins with the first run after them", () => {
  const tallied = tally([run(100), run(200)]);
  tallied.addWarmUp();

  expect(tallied.report()).toMatchObject({ runs: 2, window: { from_ms: 100, to_ms: 200, warm_up_runs: 1 } });
});

test("a run is good only when it succeeded and every limited metric is known and within its limit", () => {
  const slow = run(10, { ttft_ms: 31 });
  const unknown = run(20, { ttft_ms: null });

  const { slo } = tally([run(0), slow, unknown, failed(30), run(1_000)]).report();

  expect(slo?.attainment).toMatchObject({ numerator: 2, denominator: 5 });
  expect(slo?.goodput_per_second).toBe(2);
});

test("tokens count by when they arrived: those outside the window are not in its rate", () => {
  const tallied = tally([run(0), run(1_000)]);
  tallied.timeline.add(50, 10);
  tallied.timeline.add(950, 10);
  tallied.timeline.add(1_500, 10);

  const { throughput } = tallied.report();

  expect(throughput.system_output_tps).toBe(20);
  expect(throughput.batch_output_tps).toBeCloseTo(30 / 1.1, 6);
});

test("a kind of token nobody reported is unknown, and a count that disagrees by over a tenth is counted", () => {
  const { tokens } = tally([run(0), run(1, { output_tokens: null }), run(2, { output_tokens: 20 })]).report();

  expect(tokens).toEqual({
    input: 15,
    output: 31,
    reasoning: null,
    cached: null,
    unknown_runs: 1,
    checked_runs: 2,
    mismatched_runs: 1,
  });
});

test("above 200,000 runs percentiles come from a sketch within 1 % of the raw ones, and say so", () => {
  const tallied = tally([]);
  for (let i = 0; i <= 200_000; i += 1) tallied.add(run(i, { ttft_ms: 1 + (i % 1_000) }));

  const metric = tallied.report().metrics["ttft_ms"];

  expect(metric).toMatchObject({ n: 200_001, estimator: "sketch", relative_error: 0.01 });
  expect(Math.abs((metric?.p99 ?? 0) / 990 - 1)).toBeLessThan(0.011);
});
