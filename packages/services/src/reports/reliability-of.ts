import type { HeatCell, ScenarioReport } from "@tfbench/contracts";
import { flakiness, isAttempted, isCompletedUnchecked, isSuccess, passAll, passAny } from "@tfbench/stats";
import type { CaseAttempts } from "@tfbench/stats";
import type { BatchFact, ReportRun } from "@tfbench/store";
import { count } from "./write-figures.ts";

const LARGEST_K = 5;

/** How dependable the scenario is over its cases: batches with the same inputs are attempts at the same case. */
export function reliabilityOf(runs: readonly ReportRun[], facts: readonly BatchFact[]): ScenarioReport["reliability"] {
  const caseOf = new Map(facts.map(({ id, case_id }) => [id, case_id]));
  const attempted = runs.filter(isAttempted);
  const cases = [...Map.groupBy(attempted, ({ batch_id }) => caseOf.get(batch_id)).values()];
  const judged = cases.map(attemptsOf);
  const hoped = cases.map(attemptsIfPassed);
  const unevaluated = attempted.filter(isCompletedUnchecked).length;
  const repeated = Array.from({ length: LARGEST_K }, (_, i) => {
    const all = passAll(judged, i + 1);
    return {
      ...all,
      if_unevaluated_passed: unevaluated === 0 ? null : passAll(hoped, i + 1).value,
      at_least_one: passAny(judged, i + 1).value,
    };
  });
  return {
    cases: cases.length,
    evaluated: attempted.length - unevaluated,
    unevaluated,
    repeated,
    flake_rate: flakiness(judged),
    heat: heatOf(attempted),
    sentence: sentenceOf({ attempted: attempted.length, cases: cases.length, unevaluated }),
  };
}

/** Every attempted outcome but passed is a failure; completed without a check is left out. */
function attemptsOf(runs: readonly ReportRun[]): CaseAttempts {
  const evaluated = runs.filter((run) => !isCompletedUnchecked(run));
  return { passed: evaluated.filter(({ goal }) => goal === "passed").length, runs: evaluated.length };
}

const attemptsIfPassed = (runs: readonly ReportRun[]): CaseAttempts => ({
  passed: runs.filter(isSuccess).length,
  runs: runs.length,
});

function sentenceOf({
  attempted,
  cases,
  unevaluated,
}: {
  attempted: number;
  cases: number;
  unevaluated: number;
}): string {
  if (attempted === 0) return "No run was attempted in this period.";
  const basis = `${count(attempted)} attempted runs in ${count(cases)} ${cases === 1 ? "case" : "cases"}`;
  if (unevaluated === 0) return `${basis}; every run was judged.`;
  return `${basis}; ${count(unevaluated)} completed without a check that could judge them and are left out of pass^k and flake rate.`;
}

/** When runs do not succeed, by weekday and hour in UTC. */
function heatOf(attempted: readonly ReportRun[]): HeatCell[] {
  const cells = new Map<number, HeatCell>();
  for (const run of attempted) {
    const due = new Date(run.due_at);
    const weekday = due.getUTCDay() === 0 ? 7 : due.getUTCDay();
    const hour = due.getUTCHours();
    const cell = cells.get(weekday * 24 + hour) ?? { weekday, hour, attempted: 0, unsuccessful: 0 };
    cell.attempted += 1;
    if (!isSuccess(run)) cell.unsuccessful += 1;
    cells.set(weekday * 24 + hour, cell);
  }
  return [...cells].toSorted(([a], [b]) => a - b).map(([, cell]) => cell);
}
