import { Goal, RunStatus } from "@tfbench/contracts";
import type { KpiBlock } from "@tfbench/contracts";
import { rateOf } from "./rate-of.ts";
import { isAttempted, isCompletedUnchecked, isSuccess } from "./run-populations.ts";
import type { RunOutcome } from "./run-populations.ts";
import type { RunTally } from "./run-tally.ts";

export type LatencyFigures = Pick<KpiBlock, "total_duration_ms" | "ttft_ms" | "gaps_ms"> & {
  tokens: KpiBlock["tokens"];
};

/**
 * The KPI block of a tally and its latency figures. Rates are over attempted runs, with Wilson intervals that take runs
 * as independent: where cases are repeated, `wilsonClustered` is the honest one.
 *
 * - blocked: blocked / attempted. evaluated: runs with a verdict / those and the completed runs without one.
 * - cost_usd.total, known, of: every finished run, for a cancelled run has been paid for too. per_success divides only
 *   what attempted runs cost by the successes; a lower bound while `known` is under `of`; null without a success or a
 *   known cost.
 */
export function composeKpiBlock(tally: RunTally, latency: LatencyFigures): KpiBlock {
  const attemptedWhere = (belongs: (run: RunOutcome) => boolean) =>
    tally.countWhere((run) => isAttempted(run) && belongs(run));
  const finished = tally.countWhere(() => true);
  const attempted = tally.countWhere(isAttempted);
  const successes = tally.countWhere(isSuccess);
  const passed = attemptedWhere(({ goal }) => goal === "passed");
  const judged = attemptedWhere(({ goal }) => goal === "passed" || goal === "partial" || goal === "failed");
  const unchecked = attemptedWhere(isCompletedUnchecked);
  const evaluated = attemptedWhere(({ goal }) => goal !== "not_evaluated");
  const answered = attemptedWhere(({ status }) => status === "completed" || status === "agent_failed");

  return {
    finished,
    attempted,
    by_status: countEach(RunStatus.options, (status) => tally.countWhere((run) => run.status === status)),
    by_goal: countEach(Goal.options, (goal) => attemptedWhere((run) => run.goal === goal)),
    success: rateOf(passed, attempted),
    success_if_unevaluated_passed: shareOf(passed + unchecked, attempted),
    completed_unchecked: rateOf(unchecked, attempted),
    infrastructure_success: rateOf(answered, attempted),
    goal_success: rateOf(passed, judged),
    blocked: rateOf(
      attemptedWhere(({ goal }) => goal === "blocked"),
      attempted,
    ),
    evaluated: rateOf(evaluated, evaluated + unchecked),
    total_duration_ms: latency.total_duration_ms,
    ttft_ms: latency.ttft_ms,
    gaps_ms: latency.gaps_ms,
    tokens: latency.tokens,
    unfinished_share: shareOf(attempted - successes, attempted),
    cost_usd: costOf(tally, finished, successes),
  };
}

function costOf({ cost }: RunTally, finished: number, successes: number): KpiBlock["cost_usd"] {
  return {
    total: cost.known_runs === 0 ? null : cost.nano_usd / 1e9,
    known: cost.known_runs,
    of: finished,
    per_success: successes === 0 || cost.attempted_known_runs === 0 ? null : cost.attempted_nano_usd / 1e9 / successes,
  };
}

const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

function countEach<Key extends string>(keys: readonly Key[], count: (key: Key) => number): Record<Key, number> {
  // Every key of the union is in `keys`, because they are the options of its schema.
  return Object.fromEntries(keys.map((key) => [key, count(key)])) as Record<Key, number>;
}
