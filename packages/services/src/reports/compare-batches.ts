import type { BatchReport } from "@tfbench/contracts";
import {
  batchSpread,
  compareDurations,
  compareShares,
  compareTails,
  effectiveRuns,
  widenByBatches,
} from "@tfbench/stats";
import type { AttemptedDurations, BatchSpread, BatchSums, ChangeInterval } from "@tfbench/stats";
import type { BatchSumsRow } from "@tfbench/store";
import { describeChange } from "../comparing/describe-change.ts";
import type { BatchNoise, SideChange } from "../comparing/compare-sides.ts";

export type ComparedBatch = { id: number; started_at: string | null; times: AttemptedDurations; sums: BatchSumsRow };

type Against = NonNullable<BatchReport["against"]>;

/**
 * This batch against the one before it. Two batches are not interleaved, so the interval is widened by how much the
 * earlier batches of the same definition, target and load differ among themselves; under ten of them that is unknown,
 * and said. Null where one of the two is too small to be compared.
 */
export function compareBatches(
  before: ComparedBatch,
  after: ComparedBatch,
  history: readonly BatchSumsRow[],
): Against | null {
  const change = compareDurations(before.times, after.times);
  if (change === null) return null;
  const spread = batchSpread([history.map(logSums)]);
  const ended = [before, after].map(({ sums }) => sums.ended);
  const widen = (narrow: ChangeInterval) =>
    spread === null ? narrow : widenByBatches(narrow, spread, [[ended[0] ?? 0], [ended[1] ?? 0]]);
  const tail = compareTails(before.times, after.times);
  const total: SideChange = {
    interval: widen(change),
    tail: tail && widen(tail),
    n_before: before.times.n,
    n_after: after.times.n,
    noise: noiseOf(spread),
  };
  const than = `batch ${before.id}`;
  const success = compareSuccess([before.sums, after.sums], history);
  return {
    batch_id: before.id,
    started_at: before.started_at,
    note: noteOf(spread),
    total: describeChange("total_duration_ms", total, than),
    success: success && describeChange(success.tile, success.change, than),
  };
}

const logSums = ({ ended, log_sum, log_squares }: BatchSumsRow): BatchSums => ({
  n: ended,
  sum: log_sum,
  squares: log_squares,
});

const noiseOf = (spread: BatchSpread | null): BatchNoise => (spread === null ? "unknown" : "known");

function noteOf(spread: BatchSpread | null): string {
  if (spread === null)
    return "These two batches were run one after the other; batch-to-batch noise is unknown under 10 earlier batches of the same definition, target and load.";
  const percent = Math.round((Math.exp(spread.sd) - 1) * 100);
  return `Such batches usually differ by +-${percent} % (${spread.batches} earlier ones); the interval allows for it.`;
}

type Counted = { tile: "success" | "completed_unchecked"; change: SideChange };

/** Passed runs where any passed; else runs that completed unchecked. */
function compareSuccess(
  sides: readonly [BatchSumsRow, BatchSumsRow],
  history: readonly BatchSumsRow[],
): Counted | null {
  const tile = sides.some(({ passed }) => passed > 0) ? "success" : "completed_unchecked";
  const succeeded = (sums: BatchSumsRow) => (tile === "success" ? sums.passed : sums.unchecked);
  const spread = batchSpread([
    history.map((sums) => ({ n: sums.attempted, sum: succeeded(sums), squares: succeeded(sums) })),
  ]);
  const [before, after] = sides.map((sums) => {
    const n = sums.attempted;
    const share = n === 0 ? 0 : succeeded(sums) / n;
    const denominator = spread === null ? n : effectiveRuns({ share, n }, spread, [n]);
    return { numerator: share * denominator, denominator };
  });
  if (before === undefined || after === undefined) return null;
  const interval = compareShares(before, after, { direction: -1 });
  if (interval === null) return null;
  const [{ attempted: n_before }, { attempted: n_after }] = sides;
  return { tile, change: { interval, tail: null, n_before, n_after, noise: noiseOf(spread) } };
}
