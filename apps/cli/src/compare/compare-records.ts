import type { ChangeVerdict } from "@tfbench/contracts";
import {
  batchSpread,
  batchSumsOf,
  compareDurations,
  compareShares,
  compareTails,
  hasEnd,
  isAttempted,
  isSuccess,
  LOAD_METRICS,
  verdictOf,
  widenByBatches,
} from "@tfbench/stats";
import type { AttemptedDurations, BatchSpread, ChangeInterval, LoadRun } from "@tfbench/stats";

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
  /** By how much such loads differ of themselves, which the intervals then hold; null where that is not known. */
  batch_sd: number | null;
};
export type ComparedRecords = { success: ComparedMetric; metrics: Record<string, ComparedMetric> };

const UNKNOWN: ChangeInterval = { e: null, low: null, high: null };
const FROM_DUE = ["response_ms", "response_ttft_ms"];
/** What is shorter has no better logarithm than this. */
const SHORTEST_MS = 1e-3;

/** Runs of two loads, and of earlier ones of the same measurement that say how much such loads differ of themselves. */
export type RecordedLoads = {
  before: readonly LoadRun[];
  after: readonly LoadRun[];
  history: readonly (readonly LoadRun[])[];
};

/** Compares two loads metric by metric, over all attempted runs: one without an end ranks above every other. */
export function compareRecords(loads: RecordedLoads): ComparedRecords {
  const [before, after] = [loads.before.filter(isAttempted), loads.after.filter(isAttempted)];
  const history = loads.history.map((runs) => runs.filter(isAttempted));
  const metrics: Record<string, ComparedMetric> = {};
  for (const [name, { unit, of }] of Object.entries(LOAD_METRICS)) {
    if (unit !== "ms" || name === "lag_ms" || name === "slot_wait_ms") continue;
    const sides = [durationsOf(before, of), durationsOf(after, of)] as const;
    if (sides.some(({ sortedMs }) => sortedMs.length === 0)) continue;
    metrics[name] = compareTimes(sides[0], sides[1], spreadOfTimes(history, of));
  }
  // Under a closed load every run is due when it starts: from due says nothing that the service time does not.
  if (before.concat(after).every((run) => run.stamps.started === null || run.response_ms === run.total_duration_ms)) {
    for (const name of FROM_DUE) delete metrics[name];
  }
  return { success: compareSuccess(before, after, history), metrics };
}

type MetricOf = (run: LoadRun) => number | null;

function durationsOf(runs: readonly LoadRun[], of: MetricOf): AttemptedDurations {
  const values = runs.flatMap((run) => {
    const value = hasEnd(run) ? of(run) : null;
    return value === null ? [] : [value];
  });
  // A run that ended without the metric, as one without a second token, says nothing about it.
  const unended = runs.filter((run) => !hasEnd(run)).length;
  return { sortedMs: Float64Array.from(values).sort(), n: values.length + unended };
}

/** The earlier loads are thought to have one level, each with a part of its own. */
const spreadOfTimes = (history: readonly (readonly LoadRun[])[], of: MetricOf): BatchSpread | null =>
  batchSpread([
    history.map((runs) =>
      batchSumsOf(Array.from(durationsOf(runs, of).sortedMs, (ms) => Math.log(Math.max(ms, SHORTEST_MS)))),
    ),
  ]);

function compareTimes(
  before: AttemptedDurations,
  after: AttemptedDurations,
  spread: BatchSpread | null,
): ComparedMetric {
  const widened = (change: ChangeInterval) => judged(widen(change, spread, [before.n, after.n]));
  const typical = widened(compareDurations(before, after) ?? UNKNOWN);
  const tailChange = compareTails(before, after);
  const tail = tailChange === null ? null : widened(tailChange);
  return {
    unit: "ms",
    n: { a: before.n, b: after.n },
    typical,
    tail,
    verdict: together(typical.verdict, tail?.verdict ?? null),
    batch_sd: spread?.sd ?? null,
  };
}

const widen = (change: ChangeInterval, spread: BatchSpread | null, [a, b]: readonly [number, number]): ChangeInterval =>
  spread === null ? change : widenByBatches(change, spread, [[a], [b]]);

function compareSuccess(
  before: readonly LoadRun[],
  after: readonly LoadRun[],
  history: readonly (readonly LoadRun[])[],
): ComparedMetric {
  const counted = (runs: readonly LoadRun[]) => ({
    numerator: runs.filter(isSuccess).length,
    denominator: runs.length,
  });
  const spread = batchSpread([history.map((runs) => batchSumsOf(runs.map((run) => (isSuccess(run) ? 1 : 0))))]);
  const change = compareShares(counted(before), counted(after), { direction: -1 }) ?? UNKNOWN;
  const typical = judged(widen(change, spread, [before.length, after.length]));
  return {
    unit: "share",
    n: { a: before.length, b: after.length },
    typical,
    tail: null,
    verdict: typical.verdict,
    batch_sd: spread?.sd ?? null,
  };
}

const judged = (change: ChangeInterval): RecordedChange => ({ ...change, verdict: verdictOf(change).verdict });

function together(typical: ChangeVerdict, tail: ChangeVerdict | null): ChangeVerdict {
  if (typical === "worse" || tail === "worse") return "worse";
  return (typical === "better" || typical === "same") && (tail === null || tail === "too_few") ? "too_few" : typical;
}
