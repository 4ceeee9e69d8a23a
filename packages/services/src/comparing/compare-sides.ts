import type { TrendTile } from "@tfbench/contracts";
import type { ReportRun } from "@tfbench/store";
import {
  FEWEST_BATCHES,
  batchSpread,
  batchSumsOf,
  compareCosts,
  compareDurations,
  compareShares,
  compareTails,
  effectiveRuns,
  hasEnd,
  isAttempted,
  isCompletedUnchecked,
  isSuccess,
  widenByBatches,
} from "@tfbench/stats";
import type { BatchSpread, BatchSums, ChangeInterval, CostUnit, RunOutcome } from "@tfbench/stats";

/** One side of a comparison within one scenario: exact counts of all its finished runs, and the rows, or a sample of them. */
export type ComparedSide = {
  countWhere: (belongs: (run: RunOutcome) => boolean) => number;
  runs: readonly ReportRun[];
};

/** How batches differ among themselves: known, not needed (runs came one by one), or not known for want of batches. */
export type BatchNoise = "known" | "none" | "unknown";

export type SideChange = {
  interval: ChangeInterval;
  /** Of p95, for times; null where p95 is unknown. */
  tail: ChangeInterval | null;
  n_before: number;
  n_after: number;
  noise: BatchNoise;
};

/** What changed between two sides of one scenario, per figure; null where a side has too little to be compared. */
export function compareSides(before: ComparedSide, after: ComparedSide): Record<TrendTile, SideChange | null> {
  const sides = { before, after };
  return {
    success: compareRates(sides, {
      counts: ({ goal }) => goal === "passed",
      of: (run) => isAttempted(run) && canPass(sides),
    }),
    // Where runs are judged, fewer unchecked ones are no loss.
    completed_unchecked: compareRates(sides, {
      counts: isCompletedUnchecked,
      of: (run) => isAttempted(run) && !canPass(sides),
    }),
    goal_success: compareRates(sides, {
      counts: ({ goal }) => goal === "passed",
      of: (run) => isAttempted(run) && isJudged(run) && canPass(sides),
    }),
    total_duration_ms: compareTimes(sides, (run) => (hasEnd(run) ? run.total_duration_ms : null)),
    ttft_ms: compareTimes(sides, ({ ttft_ms }) => ttft_ms),
    cost_per_success: compareSpending(sides),
  };
}

type Sides = { before: ComparedSide; after: ComparedSide };

const isJudged = ({ goal }: RunOutcome): boolean => goal === "passed" || goal === "partial" || goal === "failed";

/** Where nothing has ever passed there is no check that could let a run pass, and 0 % on both sides says nothing. */
const canPass = ({ before, after }: Sides): boolean =>
  [before, after].some((side) => side.countWhere(({ goal }) => goal === "passed") > 0);

type Times = (run: ReportRun) => number | null;

function compareTimes({ before, after }: Sides, timeOf: Times): SideChange | null {
  const [earlier, later] = [durationsOf(before, timeOf), durationsOf(after, timeOf)];
  if (earlier.sortedMs.length === 0 || later.sortedMs.length === 0) return null;
  const change = compareDurations(earlier, later);
  if (change === null) return null;
  const logs = (side: ComparedSide) => byBatch(side.runs, (run) => logOf(timeOf(run)));
  const groups = [logs(before), logs(after)] as const;
  const spread = batchSpread(groups);
  const sizes = [sizesOf(groups[0]), sizesOf(groups[1])] as const;
  const widen = (narrow: ChangeInterval) => (spread === null ? narrow : widenByBatches(narrow, spread, sizes));
  const tail = compareTails(earlier, later);
  return {
    interval: widen(change),
    // A batch that was slower as a whole moves its tail as far as its typical run.
    tail: tail && widen(tail),
    n_before: earlier.n,
    n_after: later.n,
    noise: noiseOf(groups, spread),
  };
}

function durationsOf({ runs }: ComparedSide, timeOf: Times) {
  const attempted = runs.filter(isAttempted);
  const ended = attempted.map(timeOf).filter((ms) => ms !== null);
  return { sortedMs: Float64Array.from(ended).sort(), n: attempted.length };
}

const logOf = (ms: number | null): number | null => (ms === null ? null : Math.log(Math.max(ms, 1e-3)));

type RateOf = { counts: (run: RunOutcome) => boolean; of: (run: RunOutcome) => boolean };

function compareRates({ before, after }: Sides, { counts, of }: RateOf): SideChange | null {
  const isCounted = (run: RunOutcome) => of(run) && counts(run);
  const whole = [before, after].map((side) => side.countWhere(of));
  const [n_before = 0, n_after = 0] = whole;
  if (n_before === 0 || n_after === 0) return null;
  const groups = [before, after].map(({ runs }) => byBatch(runs.filter(of), (run) => (counts(run) ? 1 : 0)));
  const spread = batchSpread(groups);
  const [earlier, later] = [before, after].map((side, index) => {
    const denominator = whole[index] ?? 0;
    const share = side.countWhere(isCounted) / denominator;
    const n =
      spread === null ? denominator : effectiveRuns({ share, n: denominator }, spread, sizesOf(groups[index] ?? []));
    return { numerator: share * n, denominator: n };
  });
  if (earlier === undefined || later === undefined) return null;
  const interval = compareShares(earlier, later, { direction: -1 });
  return interval && { interval, tail: null, n_before, n_after, noise: noiseOf(groups, spread) };
}

/** Over whole batches where both sides have enough of them, for the runs of one cost alike; else over single runs. */
function compareSpending({ before, after }: Sides): SideChange | null {
  const priced = [before, after].map(({ runs }) => runs.filter((run) => isAttempted(run) && run.cost_usd !== null));
  const [earlier = [], later = []] = priced;
  const batches = priced.map((runs) => [...Map.groupBy(runs, ({ batch_id }) => batch_id).values()]);
  const isSingle = batches.every((side) => side.every(({ length }) => length === 1));
  const isByBatch = batches.every(({ length }) => length >= FEWEST_BATCHES);
  const [from = [], to = []] = isByBatch ? batches : priced.map((runs) => runs.map((run) => [run]));
  const interval = compareCosts(from.map(costOf), to.map(costOf));
  const noise = isSingle ? "none" : isByBatch ? "known" : "unknown";
  return interval && { interval, tail: null, n_before: earlier.length, n_after: later.length, noise };
}

const costOf = (runs: readonly ReportRun[]): CostUnit => ({
  cost: runs.reduce((sum, { cost_usd }) => sum + (cost_usd ?? 0), 0),
  successes: runs.filter(isSuccess).length,
});

function byBatch(runs: readonly ReportRun[], valueOf: (run: ReportRun) => number | null): BatchSums[] {
  const batches = Map.groupBy(runs, ({ batch_id }) => batch_id);
  return [...batches.values()].map((batch) => batchSumsOf(batch.map(valueOf).filter((value) => value !== null)));
}

const sizesOf = (batches: readonly BatchSums[]): number[] => batches.map(({ n }) => n);

/** Runs that came one by one already differ as batches do. */
function noiseOf(groups: readonly (readonly BatchSums[])[], spread: BatchSpread | null): BatchNoise {
  if (spread !== null) return "known";
  return groups.every((group) => group.every(({ n }) => n <= 1)) ? "none" : "unknown";
}
