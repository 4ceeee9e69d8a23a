import { parseSlos } from "@tfbench/contracts";
import type { Measured, SloReport } from "@tfbench/contracts";
import { expect, test } from "vitest";
import type { Withheld } from "../gate/judge-thresholds.ts";
import type { LoadRun } from "../load/load-run.ts";
import { SloTally } from "./slo-tally.ts";

function run(dueMs: number, changes: Partial<LoadRun> = {}): LoadRun {
  return {
    status: "completed",
    goal: "passed",
    cancelled_by: null,
    reason_code: null,
    error: null,
    stamps: { due: dueMs, started: dueMs, first_content: dueMs + 20, terminal: dueMs + 100 },
    total_duration_ms: 100,
    response_ms: 100,
    slot_wait_ms: 0,
    lag_ms: 0,
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
    gap_sketch: null,
    ...changes,
  };
}

const runs = (count: number, changes: Partial<LoadRun> = {}, from = 0): LoadRun[] =>
  Array.from({ length: count }, (_, i) => run((from + i) * 500, changes));
const FAILED = { goal: "failed" } as const;
const UNCHECKED = { goal: "not_evaluated" } as const;

type Given = { measured?: Measured; withheld?: Withheld | null; window_ms?: number | "dues" | null };
function judge(slos: readonly string[], given: readonly LoadRun[], options: Given = {}) {
  const { measured = "agents", withheld = null, window_ms = "dues" } = options;
  const tally = new SloTally(parseSlos(slos), measured);
  for (const each of given) tally.add(each);
  return tally.report({ withheld, window_ms });
}
const verdictOf = ({ verdicts }: Omit<SloReport, "notes">) => verdicts.map(({ verdict, reason }) => [verdict, reason]);

// 0.9^29 = 0.0471 and 0.9^28 = 0.0523; 0.1^2 = 0.01 and 0.1^1 = 0.1. 0.95^59 = 0.0485, 0.95^58 = 0.0510. 0.5^5 = 0.031.
test.each([
  ["success >= 0.9", runs(29), "met", null],
  ["success >= 0.9", runs(28), "unproven", "unproven"],
  ["success >= 0.9", runs(2, FAILED), "breached", null],
  ["success >= 0.9", runs(1, FAILED), "unproven", "unproven"],
  ["success >= 0.9", [], "unproven", "no_run"],
  ["success >= 0.9", runs(40, { status: "cancelled", cancelled_by: "user" }), "unproven", "no_run"],
  ["p95(ttft_ms) < 800", runs(59), "met", null],
  ["p95(ttft_ms) < 800", runs(58), "unproven", "unproven"],
  ["p50(total_duration_ms) < 100", runs(5), "breached", null],
  ["p50(total_duration_ms) < 100", runs(4), "unproven", "unproven"],
  ["p50(total_duration_ms) <= 100", runs(5), "met", null],
])("%s is decided by the exact binomial test, one-sided at 95 %% (%#)", (slo, given, verdict, reason) => {
  expect(verdictOf(judge([slo], given))).toEqual([[verdict, reason]]);
});

test("the bounds are those of Clopper and Pearson: 0.05^(1/29) below 29 of 29, 1 - 0.05^(1/2) above 0 of 2", () => {
  expect(judge(["success >= 0.9"], runs(29)).verdicts[0]?.low).toBeCloseTo(0.901_86, 5);
  expect(judge(["success >= 0.9"], runs(2, FAILED)).verdicts[0]?.high).toBeCloseTo(0.776_39, 5);
});

test("an error rate is told as a share of errors, with its bounds the right way round", () => {
  const { verdicts } = judge(["error <= 0.1"], [...runs(1), ...runs(1, FAILED, 1)]);

  // 1 of 2: at least 1 - sqrt(0.95) = 0.0253, at most sqrt(0.95) = 0.9747.
  expect(verdicts).toMatchObject([{ subject: "error", value: 0.5, good: 1, n: 2 }]);
  expect(verdicts[0]?.low).toBeCloseTo(0.025_32, 5);
  expect(verdicts[0]?.high).toBeCloseTo(0.974_68, 5);
});

test("what nobody judged may have passed or not: it neither meets nor breaches a success of agents", () => {
  const slo = ["success >= 0.9"];

  expect(verdictOf(judge(slo, runs(40, UNCHECKED)))).toEqual([["unproven", "unevaluated"]]);
  expect(verdictOf(judge(slo, [...runs(20, UNCHECKED), ...runs(20, FAILED, 20)]))).toEqual([["breached", null]]);
  expect(judge(slo, [...runs(30), ...runs(10, UNCHECKED, 30)]).verdicts[0]).toMatchObject({
    verdict: "unproven",
    value: 0.75,
    good: 30,
    n: 40,
    unevaluated: 10,
  });
});

test("of endpoints, whose text nobody judges, a run that completed is a success", () => {
  expect(verdictOf(judge(["success >= 0.9"], runs(29, UNCHECKED), { measured: "endpoints" }))).toEqual([["met", null]]);
});

test("good runs keep every limit; goodput is their number over the window, with Wilson's interval", () => {
  const slow = { ttft_ms: 300, goal: "passed" } as const;
  const given = [
    ...runs(30),
    ...runs(4, slow, 30),
    ...runs(3, { status: "timeout", ttft_ms: 20, total_duration_ms: null, ...UNCHECKED }, 34),
    ...runs(3, { ttft_ms: null }, 37),
  ];

  const { slo_attainment, goodput, effective_n } = judge(["ttft_ms < 200"], given);

  // 30 of 40; 40 runs due every 0.5 s make a window of 19.5 s. Wilson by hand: 0.7281 +- 0.1300.
  expect(slo_attainment).toMatchObject({ value: 0.75, numerator: 30, denominator: 40 });
  expect(slo_attainment?.low).toBeCloseTo(0.598_06, 4);
  expect(slo_attainment?.high).toBeCloseTo(0.858_13, 4);
  expect(effective_n).toBe(40);
  expect(goodput).toMatchObject({ good: 30, window_ms: 19_500, per_second: 30 / 19.5 });
  expect(goodput?.low).toBeCloseTo((0.598_06 * 40) / 19.5, 3);
  expect(goodput?.high).toBeCloseTo((0.858_13 * 40) / 19.5, 3);
});

test("without a limit of single runs there is no goodput; without a window it has no value", () => {
  expect(judge(["success >= 0.9"], runs(5))).toMatchObject({ slo_attainment: null, goodput: null, effective_n: null });
  expect(judge(["ttft_ms < 200"], runs(1)).goodput).toEqual({
    per_second: null,
    low: null,
    high: null,
    good: 1,
    window_ms: 0,
  });
  expect(judge(["ttft_ms < 200"], []).goodput).toMatchObject({ per_second: null, good: 0, window_ms: 0 });
  expect(judge(["ttft_ms < 200"], runs(5), { window_ms: null }).goodput).toBeNull();
  expect(judge(["ttft_ms < 200"], runs(5), { window_ms: 10_000 }).goodput).toMatchObject({ per_second: 0.5 });
});

test("an attainment is decided like any share, by the runs that kept every limit", () => {
  const given = [...runs(2, { ttft_ms: 900 }), ...runs(1, {}, 2)];

  // P(at most 1 of 3 good | 0.9) = 0.001 + 3 * 0.9 * 0.01 = 0.028.
  expect(judge(["ttft_ms < 200", "attainment >= 0.9"], given).verdicts).toMatchObject([
    { subject: "attainment", verdict: "breached", good: 1, n: 3 },
  ]);
});

test("runs of a load that hang together are worth fewer, those of agents are not", () => {
  const blocks = Array.from({ length: 200 }, (_, i) => run(i * 500, i % 100 < 60 ? {} : FAILED));

  expect(judge(["success >= 0.9"], blocks).verdicts[0]).toMatchObject({ effective_n: 200, verdict: "breached" });
  expect(judge(["success >= 0.9"], blocks, { measured: "endpoints" }).verdicts[0]).toMatchObject({
    verdict: "unproven",
    reason: "too_few_independent",
  });
});

test("an invalid measurement decides nothing", () => {
  expect(verdictOf(judge(["success >= 0.9"], runs(9, FAILED), { withheld: "invalid" }))).toEqual([
    ["unproven", "invalid"],
  ]);
});
