import type { ChangeVerdict } from "@tfbench/contracts";
import {
  compareDurations,
  compareShares,
  compareTails,
  hasEnd,
  isAttempted,
  isSuccess,
  LOAD_METRICS,
  verdictOf,
} from "@tfbench/stats";
import type { AttemptedDurations, ChangeInterval, LoadRun } from "@tfbench/stats";

/** A change from A to B; positive is worse. Log-ratio for times, difference of shares for success. */
export type RecordedChange = ChangeInterval & { verdict: ChangeVerdict };
export type ComparedMetric = {
  unit: "ms" | "share";
  n: { a: number; b: number };
  typical: RecordedChange;
  /** p95 of all attempted; null where a side has fewer than 59 runs. */
  tail: RecordedChange | null;
  /** Of both: never better or same while the tail is worse or unknown. */
  verdict: ChangeVerdict;
};
export type ComparedRecords = { success: ComparedMetric; metrics: Record<string, ComparedMetric> };

const UNKNOWN: ChangeInterval = { e: null, low: null, high: null };
const FROM_DUE = ["response_ms", "response_ttft_ms"];

/** Compares two loads metric by metric, over all attempted runs: one without an end ranks above every other. */
export function compareRecords(a: readonly LoadRun[], b: readonly LoadRun[]): ComparedRecords {
  const [before, after] = [a.filter(isAttempted), b.filter(isAttempted)];
  const metrics: Record<string, ComparedMetric> = {};
  for (const [name, { unit, of }] of Object.entries(LOAD_METRICS)) {
    if (unit !== "ms" || name === "lag_ms" || name === "slot_wait_ms") continue;
    const sides = [durationsOf(before, of), durationsOf(after, of)] as const;
    if (sides.some(({ sortedMs }) => sortedMs.length === 0)) continue;
    metrics[name] = compareMetric(sides[0], sides[1]);
  }
  // Under a closed load every run is due when it starts: from due says nothing that the service time does not.
  if (before.concat(after).every((run) => run.stamps.started === null || run.response_ms === run.total_duration_ms)) {
    for (const name of FROM_DUE) delete metrics[name];
  }
  return { success: compareSuccess(before, after), metrics };
}

function durationsOf(runs: readonly LoadRun[], of: (run: LoadRun) => number | null): AttemptedDurations {
  const values = runs.flatMap((run) => {
    const value = hasEnd(run) ? of(run) : null;
    return value === null ? [] : [value];
  });
  // A run that ended without the metric, as one without a second token, says nothing about it.
  const unended = runs.filter((run) => !hasEnd(run)).length;
  return { sortedMs: Float64Array.from(values).sort(), n: values.length + unended };
}

function compareMetric(before: AttemptedDurations, after: AttemptedDurations): ComparedMetric {
  const typical = judged(compareDurations(before, after) ?? UNKNOWN);
  const tailChange = compareTails(before, after);
  const tail = tailChange === null ? null : judged(tailChange);
  return {
    unit: "ms",
    n: { a: before.n, b: after.n },
    typical,
    tail,
    verdict: together(typical.verdict, tail?.verdict ?? null),
  };
}

function compareSuccess(before: readonly LoadRun[], after: readonly LoadRun[]): ComparedMetric {
  const counted = (runs: readonly LoadRun[]) => ({
    numerator: runs.filter(isSuccess).length,
    denominator: runs.length,
  });
  const change = compareShares(counted(before), counted(after), { direction: -1 }) ?? UNKNOWN;
  const typical = judged(change);
  return { unit: "share", n: { a: before.length, b: after.length }, typical, tail: null, verdict: typical.verdict };
}

const judged = (change: ChangeInterval): RecordedChange => ({ ...change, verdict: verdictOf(change).verdict });

function together(typical: ChangeVerdict, tail: ChangeVerdict | null): ChangeVerdict {
  if (typical === "worse" || tail === "worse") return "worse";
  return (typical === "better" || typical === "same") && (tail === null || tail === "too_few") ? "too_few" : typical;
}
