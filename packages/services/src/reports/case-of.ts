import type { Box, CaseReport, JsonObject } from "@tfbench/contracts";
import { estimateCensoredQuantile, isAttempted, isCompletedUnchecked, quantile, rateOf } from "@tfbench/stats";
import type { ReportBatchRun } from "@tfbench/store";
import { endedMs } from "./distribution-of.ts";
import { pickEvenly } from "./pick-evenly.ts";

const MOST_REPEATS = 500;
const LONGEST_LABEL = 120;

/** The one case of a batch whose runs share their inputs, with its repeats. */
export function caseOf(runs: readonly ReportBatchRun[], inputs: JsonObject): CaseReport {
  const attempted = runs.filter(isAttempted);
  const sorted = Float64Array.from(attempted.map(endedMs).filter((ms) => ms !== null)).sort();
  const passed = attempted.filter(({ goal }) => goal === "passed").length;
  const judged = attempted.filter((run) => !isCompletedUnchecked(run)).length;
  return {
    index: 0,
    label: labelOf(inputs),
    attempted: attempted.length,
    passed,
    completed_unchecked: attempted.length - judged,
    success: rateOf(passed, attempted.length),
    total_p50: estimateCensoredQuantile(sorted, attempted.length, 0.5),
    box: boxOf(sorted),
    is_flaky: judged < 2 ? null : passed > 0 && passed < judged,
    repeats: pickEvenly(
      runs.map((run) => ({
        run_id: run.id,
        total_duration_ms: run.total_duration_ms,
        status: run.status,
        goal: run.goal,
      })),
      MOST_REPEATS,
    ),
  };
}

function boxOf(sorted: Float64Array): Box | null {
  const [min, q1, median, q3, max] = [0, 0.25, 0.5, 0.75, 1].map((q) => quantile(sorted, q));
  if (min == null || q1 == null || median == null || q3 == null || max == null || sorted.length < 2) return null;
  return { min, q1, median, q3, max };
}

function labelOf(inputs: JsonObject): string {
  const pairs = Object.entries(inputs).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  if (pairs.length === 0) return "Without inputs";
  const text = pairs.join(", ");
  return text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL)}...` : text;
}
