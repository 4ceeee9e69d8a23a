import type { Threshold } from "@tfbench/contracts";
import { expect, test } from "vitest";
import type { LoadRun } from "../load/load-run.ts";
import { mulberry32 } from "../mulberry32.ts";
import type { Random } from "../mulberry32.ts";
import { normalQuantile } from "../normal-distribution.ts";
import { judgeThresholds } from "./judge-thresholds.ts";
import type { ThresholdVerdict } from "./judge-thresholds.ts";
import { ThresholdSeries } from "./threshold-series.ts";

const SUCCESS: Threshold = { text: "success >= 0.9", good: { kind: "success" }, share: 0.9 };
const below = (limit: number, share = 0.95): Threshold => ({
  text: `ttft_ms < ${limit}`,
  good: { kind: "limit", metric: "ttft_ms", below: true, limit, includes_limit: false },
  share,
});
const above = (limit: number, share: number): Threshold => ({
  text: `output_tokens_per_second > ${limit}`,
  good: { kind: "limit", metric: "output_tokens_per_second", below: false, limit, includes_limit: false },
  share,
});

function run(dueMs: number, changes: Partial<LoadRun> = {}): LoadRun {
  return {
    status: "completed",
    goal: "not_evaluated",
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
const failed = (dueMs: number): LoadRun => run(dueMs, { status: "infra_error", ttft_ms: 5 });
const ttfts = (values: Iterable<number>): LoadRun[] => Array.from(values, (ttft_ms, i) => run(i, { ttft_ms }));

type Given = {
  withheld?: Parameters<typeof judgeThresholds>[1];
  slo?: ConstructorParameters<typeof ThresholdSeries>[1];
};
function judge(thresholds: readonly Threshold[], runs: readonly LoadRun[], given: Given = {}): ThresholdVerdict[] {
  const series = thresholds.map((threshold) => new ThresholdSeries(threshold, given.slo ?? []));
  for (const one of series) for (const each of runs) one.add(each);
  return judgeThresholds(series, given.withheld ?? null);
}
/** The bad ones evenly among the good ones. */
const runsOf = (good: number, bad: number): LoadRun[] => [
  ...Array.from({ length: good }, (_, i) => run(i)),
  ...Array.from({ length: bad }, (_, i) => failed((i * good) / bad + 0.5)),
];
/** Log-normal with median 100 and sigma 0.5; its logs hang together as AR(1) with `phi`. */
function loaded(n: number, phi: number, random: Random): number[] {
  const normal = (): number => normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, random())));
  let level = normal();
  return Array.from({ length: n }, () => {
    level = phi * level + Math.sqrt(1 - phi * phi) * normal();
    return 100 * Math.exp(0.5 * level);
  });
}

test.each([
  { good: 28, bad: 0, verdict: "undecided", runs_to_settle: 29 },
  { good: 29, bad: 0, verdict: "met", runs_to_settle: null },
  { good: 0, bad: 2, verdict: "missed", runs_to_settle: null },
  { good: 45, bad: 15, verdict: "missed", runs_to_settle: null },
])("$good good and $bad bad runs say of a success of 0.9: $verdict", ({ good, bad, verdict, runs_to_settle }) => {
  expect(judge([SUCCESS], runsOf(good, bad))).toMatchObject([{ verdict, runs_to_settle, n: good + bad }]);
});

test("a quantile is met exactly when the bound that is printed for it is below the limit", () => {
  const random = mulberry32(20261128);
  for (let load = 0; load < 60; load += 1) {
    const runs = ttfts(loaded(40 + load * 5, 0.3, random));
    const [verdict] = judge([below(230 + load)], runs);
    const isBelow = verdict?.high !== undefined && verdict.high !== null && verdict.high < 230 + load;
    expect(verdict?.verdict === "met", `load ${load}`).toBe(isBelow);
  }
});

test("a quantile whose worse values are the small ones is bounded from below", () => {
  const random = mulberry32(3);
  const runs = Array.from({ length: 200 }, (_, i) => run(i, { output_tokens_per_second: 100 + random() }));

  const [met, missed] = judge([above(100, 0.95), above(100.5, 0.95)], runs);

  expect(met).toMatchObject({ verdict: "met", unit: "tokens/s" });
  expect(met?.low).toBeGreaterThan(100);
  expect(met?.low).toBeLessThan(100.05);
  expect(missed).toMatchObject({ verdict: "missed" });
  expect(missed?.high).toBeGreaterThan(100.05);
  expect(missed?.high).toBeLessThan(100.2);
});

test("runs that failed rank above every limit, however quickly their first token came", () => {
  expect(judge([below(50)], runsOf(80, 20))).toMatchObject([{ verdict: "missed", value: null, high: null }]);
});

test("runs that were ended by us are in no threshold", () => {
  const cancelled = run(50, { status: "cancelled", cancelled_by: "user", ttft_ms: 9_000 });

  expect(judge([below(50)], [...ttfts(Array.from({ length: 60 }, () => 20)), cancelled])).toMatchObject([
    { verdict: "met", n: 60 },
  ]);
});

test("attainment counts the runs that kept every limit", () => {
  const slo = [{ metric: "ttft_ms", below: true, limit: 30, text: "ttft_ms<30" }];
  const attainment: Threshold = { text: "attainment >= 0.9", good: { kind: "slo" }, share: 0.9 };
  const runs = ttfts(Array.from({ length: 100 }, (_, i) => (i % 4 === 0 ? 40 : 20)));

  expect(judge([attainment], runs, { slo })).toMatchObject([{ verdict: "missed", value: 0.75, good: 75, n: 100 }]);
});

test("an attainment is worth no more than the runs whose times it judges, though none of them is bad", () => {
  const slo = [{ metric: "ttft_ms", below: true, limit: 10_000, text: "ttft_ms<10000" }];
  const attainment: Threshold = { text: "attainment >= 0.9", good: { kind: "slo" }, share: 0.9 };
  const runs = ttfts(loaded(600, 0.8, mulberry32(4)));

  const [verdict] = judge([attainment], runs, { slo });

  expect(verdict).toMatchObject({ good: 600, n: 600 });
  expect(verdict?.effective_n).toBeLessThan(120);
});

test.each([
  { withheld: "unsteady", fast: "undecided", slow: "missed" },
  { withheld: "invalid", fast: "undecided", slow: "undecided" },
  { withheld: "stopped", fast: "undecided", slow: "undecided" },
] as const)("of a load that is $withheld what looks met is $fast and what looks missed is $slow", (expected) => {
  const runs = ttfts(Array.from({ length: 100 }, () => 20));
  const { withheld, fast, slow } = expected;

  expect(judge([below(50), below(10)], runs, { withheld })).toMatchObject([{ verdict: fast }, { verdict: slow }]);
});

test("values that hang together for long decide nothing until they are worth twenty independent ones", () => {
  const values = loaded(150, 0.98, mulberry32(11));

  const [verdict] = judge([below(1_000, 0.5)], ttfts(values));

  expect(verdict).toMatchObject({ verdict: "undecided", reason: "too_few_independent" });
  expect(verdict?.effective_n).toBeLessThan(20);
});

/** The limit lies on the true quantile: met and missed are both wrong, and each may be said once in twenty times. */
test.each([
  { n: 200, phi: 0 },
  { n: 600, phi: 0.5 },
  { n: 1_500, phi: 0.8 },
])(
  "a threshold on its limit is called met or missed wrongly in at most 5 of 100 loads: n $n, autocorrelation $phi",
  ({ n, phi }) => {
    const random = mulberry32(20261128);
    const limit = 100 * Math.exp(0.5 * normalQuantile(0.95));
    const LOADS = 300;
    const counts = { met: 0, missed: 0, undecided: 0 };
    for (let load = 0; load < LOADS; load += 1) {
      const [verdict] = judge([below(limit)], ttfts(loaded(n, phi, random)));
      if (verdict !== undefined) counts[verdict.verdict] += 1;
    }

    // 5 % and two and a half standard errors of 300 loads.
    expect(counts.met / LOADS).toBeLessThanOrEqual(0.081);
    expect(counts.missed / LOADS).toBeLessThanOrEqual(0.081);
  },
);

test("of four thresholds on their limits any is called missed in at most 5 of 100 loads", () => {
  const random = mulberry32(20261129);
  const limits = [0.5, 0.8, 0.9, 0.95].map((q) => below(100 * Math.exp(0.5 * normalQuantile(q)), q));
  const LOADS = 300;
  let wrong = 0;
  for (let load = 0; load < LOADS; load += 1) {
    const verdicts = judge(limits, ttfts(loaded(200, 0, random)));
    if (verdicts.some(({ verdict }) => verdict === "missed")) wrong += 1;
  }

  expect(wrong / LOADS).toBeLessThanOrEqual(0.081);
});
