import type { Threshold } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { judgeSteadiness } from "../load/judge-steadiness.ts";
import type { LoadRun } from "../load/load-run.ts";
import { ThresholdSeries } from "../gate/threshold-series.ts";
import { mulberry32 } from "../mulberry32.ts";
import type { Random } from "../mulberry32.ts";
import { judgeLevel } from "./judge-level.ts";
import type { LevelLoad, LevelVerdict } from "./judge-level.ts";
import { nextSearchStep } from "./next-search-step.ts";
import type { LevelResult, SearchPlan } from "./next-search-step.ts";

const SERVERS = 4;
const SERVICE_PER_SECOND = 8;
const RUNS = 800;
const WARM_UP_RUNS = 80;
const SEARCHES = 120;

const exponential = (random: Random, perSecond: number): number => (-Math.log(1 - random()) / perSecond) * 1_000;

/** Response times of a queue with Poisson arrivals, exponential service and SERVERS servers that starts empty: M/M/c. */
function serve(ratePerSecond: number, random: Random): LoadRun[] {
  const freeAtMs = new Float64Array(SERVERS);
  const runs: LoadRun[] = [];
  let dueMs = 0;
  for (let i = 0; i < RUNS + WARM_UP_RUNS; i += 1) {
    dueMs += exponential(random, ratePerSecond);
    const server = freeAtMs.indexOf(Math.min(...freeAtMs));
    const endMs = Math.max(dueMs, freeAtMs[server] ?? 0) + exponential(random, SERVICE_PER_SECOND);
    freeAtMs[server] = endMs;
    if (i >= WARM_UP_RUNS) runs.push(run(dueMs, endMs));
  }
  return runs;
}

/** P(response > t) of that queue in its steady state, by Erlang's C formula. */
function chanceOver(responseMs: number, ratePerSecond: number): number {
  const load = ratePerSecond / SERVICE_PER_SECOND;
  if (load >= SERVERS) return 1;
  let term = 1;
  let sum = 1;
  for (let k = 1; k < SERVERS; k += 1) {
    term *= load / k;
    sum += term;
  }
  const waiting = ((term * load) / SERVERS) * (SERVERS / (SERVERS - load));
  const mustWait = waiting / (sum + waiting);
  const t = (SERVICE_PER_SECOND * responseMs) / 1_000;
  const spare = SERVERS - 1 - load;
  const wait = Math.abs(spare) < 1e-9 ? t : (1 - Math.exp(-t * spare)) / spare;
  return Math.exp(-t) * (1 + mustWait * wait);
}

/** The limit that a rate just keeps: its true p95. */
function p95Of(ratePerSecond: number): number {
  let [low, high] = [0, 100_000];
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (low + high) / 2;
    if (chanceOver(middle, ratePerSecond) > 0.05) low = middle;
    else high = middle;
  }
  return high;
}

function steadinessOf(runs: readonly LoadRun[]): boolean {
  const [from, to] = [runs[0]?.stamps.due ?? 0, runs.at(-1)?.stamps.due ?? 0];
  const inFlightAt = (atMs: number): number =>
    runs.filter(({ stamps }) => stamps.due <= atMs && (stamps.terminal ?? 0) > atMs).length;
  const reasons = judgeSteadiness({
    due: runs.length,
    completedInWindow: runs.filter(({ stamps }) => (stamps.terminal ?? 0) <= to).length,
    inFlightFirst: inFlightAt(from + (to - from) / 3),
    inFlightLast: inFlightAt(to),
    responseMs: Float64Array.from(runs, ({ response_ms }) => response_ms ?? Infinity),
  });
  return reasons !== null && reasons.length > 0;
}

function measure(ratePerSecond: number, threshold: Threshold, random: Random): LevelLoad {
  const runs = serve(ratePerSecond, random);
  const series = new ThresholdSeries(threshold, []);
  for (const one of runs) series.add(one);
  return { evidence: [series.evidence()], isUnsteady: steadinessOf(runs), isInvalid: false, isOverDropped: false };
}

function search(plan: SearchPlan, threshold: Threshold, random: Random): number | null {
  const results: LevelResult[] = [];
  for (;;) {
    const step = nextSearchStep(plan, results);
    if (step.do === "end") return step.highest_met;
    const loads: LevelLoad[] = [];
    let verdict: LevelVerdict | null = null;
    while (verdict === null) {
      loads.push(measure(step.level, threshold, random));
      verdict = judgeLevel(loads, { shares: [threshold.share], alpha: step.alpha, looks: plan.looks });
    }
    results.push({ level: step.level, isMet: verdict === "met" });
  }
}

test("the steady state that the simulated queue is held against is its own", () => {
  const random = mulberry32(1);
  const responses = Array.from({ length: 100 }, () => serve(20, random)).flat();
  const over = responses.filter(({ response_ms }) => (response_ms ?? 0) > p95Of(20)).length;

  expect(over / responses.length).toBeGreaterThan(0.045);
  expect(over / responses.length).toBeLessThan(0.055);
});

test.each([{ capacity: 22 }, { capacity: 26 }, { capacity: 30 }])(
  "a queue that keeps the limit up to $capacity/s is said to keep it at more in at most 5 of 100 searches, and mostly found near",
  ({ capacity }) => {
    const random = mulberry32(20261128 + capacity);
    // Half a step above: the next level fails, as narrowly as a level can.
    const limit = p95Of(capacity + 0.5);
    const threshold: Threshold = {
      text: "p95(response_ms)",
      good: { kind: "limit", metric: "response_ms", below: true, limit, includes_limit: false },
      share: 0.95,
    };
    const plan: SearchPlan = { low: 1, high: 64, isWhole: true, confidence: 0.95, looks: 3 };
    const found = Array.from({ length: SEARCHES }, () => search(plan, threshold, random) ?? 0).sort((a, b) => a - b);

    const tooHigh = found.filter((level) => level > capacity).length;
    expect(tooHigh / SEARCHES).toBeLessThanOrEqual(0.05);
    expect(found[SEARCHES / 2]).toBeGreaterThanOrEqual(capacity * 0.75);
  },
);

function run(dueMs: number, endMs: number): LoadRun {
  const responseMs = endMs - dueMs;
  return {
    status: "completed",
    goal: "not_evaluated",
    cancelled_by: null,
    reason_code: null,
    error: null,
    stamps: { due: dueMs, started: dueMs, first_content: endMs, terminal: endMs },
    total_duration_ms: responseMs,
    response_ms: responseMs,
    slot_wait_ms: 0,
    lag_ms: 0,
    connect_ms: null,
    headers_ms: null,
    ttft_ms: responseMs,
    ttft_sent_ms: responseMs,
    ttfo_ms: responseMs,
    ttst_ms: null,
    tpot_ms: null,
    output_tokens_per_second: null,
    input_tokens: null,
    output_tokens: null,
    reasoning_tokens: null,
    cached_tokens: null,
    client_output_tokens: null,
    cost_usd: null,
    gap_sketch: null,
  };
}
