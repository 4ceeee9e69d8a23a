import type { TrendPoint } from "@tfbench/contracts";
import { isAttempted, isCompletedUnchecked, isSuccess, quantile, quantileInterval, rateOf } from "@tfbench/stats";
import type { BatchFact, ReportRun } from "@tfbench/store";

/** One point per batch, the oldest first. `runs` are those due in the period; batches without one have no point. */
export function trendOfBatches(runs: readonly ReportRun[], facts: readonly BatchFact[]): TrendPoint[] {
  const byBatch = Map.groupBy(runs, ({ batch_id }) => batch_id);
  return facts
    .toSorted((a, b) => Date.parse(a.started_at) - Date.parse(b.started_at) || a.id - b.id)
    .flatMap((fact) => {
      const batch = byBatch.get(fact.id);
      return batch === undefined ? [] : [pointOf(fact, batch)];
    });
}

function pointOf({ id, started_at, status, definition_id }: BatchFact, runs: readonly ReportRun[]): TrendPoint {
  const attempted = runs.filter(isAttempted);
  const successes = attempted.filter(isSuccess);
  const totals = sortedOf(successes.map(({ total_duration_ms }) => total_duration_ms));
  const interval = quantileInterval(totals, 0.5);
  const share = (belongs: (run: ReportRun) => boolean) => rateOf(attempted.filter(belongs).length, attempted.length);
  return {
    batch_id: id,
    started_at,
    status,
    definition_id,
    attempted: attempted.length,
    n: totals.length,
    total_p10: quantile(totals, 0.1),
    total_p50: quantile(totals, 0.5),
    total_p90: quantile(totals, 0.9),
    total_p50_low: interval?.low ?? null,
    total_p50_high: interval?.high ?? null,
    ttft_p50: quantile(sortedOf(successes.map(({ ttft_ms }) => ttft_ms)), 0.5),
    success: share(({ goal }) => goal === "passed"),
    completed_unchecked: share(isCompletedUnchecked),
    outcomes: outcomesOf(runs),
  };
}

const sortedOf = (values: readonly (number | null)[]): Float64Array =>
  Float64Array.from(values.filter((value) => value !== null)).sort();

/** How often each pair of status and goal occurred, most first. */
export function outcomesOf<Run extends Pick<ReportRun, "status" | "goal">>(
  runs: readonly Run[],
): { status: Run["status"]; goal: Run["goal"]; count: number }[] {
  const groups = Map.groupBy(runs, ({ status, goal }) => `${status}/${goal}`);
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      return first === undefined ? [] : [{ status: first.status, goal: first.goal, count: group.length }];
    })
    .toSorted((a, b) => b.count - a.count || (a.status < b.status ? -1 : 1));
}
