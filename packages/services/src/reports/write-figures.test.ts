import type { Distribution, Estimate, KpiBlock, Provider, Rate } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { writeHeadline } from "./write-figures.ts";

const rate = (numerator: number, [value, low, high]: [number, number, number]): Rate => ({
  value,
  numerator,
  denominator: 60,
  low,
  high,
});
const NONE = rate(0, [0, 0, 0.06]);
const MOST = rate(55, [0.92, 0.82, 0.97]);

const estimate = (changes: Partial<Estimate>): Estimate => ({
  value: null,
  n: 60,
  low: null,
  high: null,
  needed: null,
  estimator: "type7",
  relative_error: null,
  ...changes,
});
const total: Distribution = {
  n: 60,
  ended: 60,
  ecdf: [],
  p50: estimate({ value: 812, low: 790, high: 841 }),
  p95: estimate({ needed: 299 }),
  p99: estimate({ needed: 299 }),
  histogram: [],
};

type Judged = Pick<KpiBlock, "success" | "completed_unchecked" | "evaluated">;
const blockOf = (judged: Judged): Omit<KpiBlock, "gaps_ms"> => ({
  ...judged,
  finished: 60,
  attempted: 60,
  by_status: NO_STATUS,
  by_goal: { passed: 0, partial: 0, failed: 0, blocked: 0, task_invalid: 0, not_evaluated: 0 },
  success_if_unevaluated_passed: null,
  infrastructure_success: NONE,
  goal_success: NONE,
  blocked: NONE,
  total_duration_ms: { p50: total.p50, p95: total.p95, p99: total.p99 },
  ttft_ms: { p50: total.p50, p95: total.p95, p99: total.p99 },
  unfinished_share: 0,
  cost_usd: { total: null, known: 0, of: 60, per_success: null },
});
const NO_STATUS: KpiBlock["by_status"] = {
  queued: 0,
  running: 0,
  completed: 0,
  agent_failed: 0,
  infra_error: 0,
  rate_limited: 0,
  timeout: 0,
  cancelled: 0,
  dropped: 0,
  out_of_credits: 0,
  budget_stopped: 0,
  aborted: 0,
};

const tell = (judged: Judged, changes: { provider?: Provider; total?: Distribution } = {}) =>
  writeHeadline({ provider: "tinyfish", block: blockOf(judged), total, ...changes });

test.each<[string, Judged, string]>([
  ["passed runs", { success: MOST, completed_unchecked: NONE, evaluated: MOST }, "92 % (82-97 %, 55/60) passed"],
  [
    "completed runs that nothing could judge",
    { success: NONE, completed_unchecked: MOST, evaluated: NONE },
    "No run was judged as passed, 92 % (82-97 %, 55/60) completed unchecked",
  ],
  [
    "runs that all came to no end, of which no goal can be told",
    { success: NONE, completed_unchecked: NONE, evaluated: NONE },
    "0 % (0-6 %, 0/60) completed",
  ],
  [
    "runs that were all judged as missed",
    { success: NONE, completed_unchecked: NONE, evaluated: MOST },
    "0 % (0-6 %, 0/60) passed",
  ],
])("the headline of %s", (_, judged, said) => {
  expect(tell(judged)).toBe(`${said}; typical run 812 ms (790-841).`);
});

test("that no run came to an end is said once", () => {
  const judged = { success: NONE, completed_unchecked: NONE, evaluated: NONE };

  expect(tell(judged, { total: { ...total, ended: 0 } })).toBe(
    "0 % (0-6 %, 0/60) completed; none of 60 came to an end.",
  );
});

test("of an endpoint it is told how many runs completed, and how many passed only where something judged them", () => {
  const provider = "openai";

  expect(tell({ success: NONE, completed_unchecked: MOST, evaluated: NONE }, { provider })).toBe(
    "92 % (82-97 %, 55/60) completed; typical run 812 ms (790-841).",
  );
  expect(tell({ success: MOST, completed_unchecked: NONE, evaluated: MOST }, { provider })).toMatch(/ passed; /);
});

test("runs without an end stand in the headline, and a typical time only where half of them have one", () => {
  const judged = { success: MOST, completed_unchecked: NONE, evaluated: MOST };
  const unended = { ...total, ended: 20, p50: { ...total.p50, value: null, low: null, high: null } };

  expect(tell(judged, { total: unended })).toBe(
    "92 % (82-97 %, 55/60) passed; more than half without an end, so no typical time; 40 of 60 without an end.",
  );
});
