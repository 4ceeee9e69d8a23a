import type { Period } from "@tfbench/contracts";

export type SeriesRange = { period: Period; bucket_ms: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MOST_POINTS = 60;
const STEPS_MS = [1, 2, 5, 10, 15, 30, 60].map((minutes) => minutes * MINUTE_MS);
/** Runs that take up less than this share of a period would all stand at one place of its chart. */
const NARROW_SHARE = 1 / 4;
/** Charts of more than this have hours enough for steps. */
const LONGEST_IN_MINUTES_MS = 12 * HOUR_MS;
const SHORTEST_MS = 10 * MINUTE_MS;

/**
 * What part of a period its chart covers, and in which steps, where its runs are known one by one: the whole of it, or
 * only where runs are, if that is little of it; in minutes, if there are few hours.
 */
export function seriesRange({ period, bucket_ms }: SeriesRange, runs: readonly { due_at: string }[]): SeriesRange {
  if (runs.length === 0) return { period, bucket_ms };
  const [fromMs, toMs] = [Date.parse(period.from), Date.parse(period.to)];
  const { firstMs, lastMs } = endsOf(runs);
  const isNarrow = lastMs - firstMs < (toMs - fromMs) * NARROW_SHARE;
  const coveredMs = isNarrow ? Math.max(lastMs - firstMs, SHORTEST_MS) : toMs - fromMs;
  if (coveredMs > LONGEST_IN_MINUTES_MS) return { period, bucket_ms };
  const stepMs = STEPS_MS.find((step) => coveredMs / step <= MOST_POINTS) ?? HOUR_MS;
  if (!isNarrow) return { period, bucket_ms: stepMs };

  const marginMs = (coveredMs - (lastMs - firstMs)) / 2;
  const startMs = Math.max(fromMs, (Math.floor((firstMs - marginMs) / stepMs) - 1) * stepMs);
  const endMs = Math.min(toMs, (Math.floor((lastMs + marginMs) / stepMs) + 2) * stepMs);
  return {
    period: { from: new Date(startMs).toISOString(), to: new Date(endMs).toISOString() },
    bucket_ms: stepMs,
  };
}

function endsOf(runs: readonly { due_at: string }[]): { firstMs: number; lastMs: number } {
  let [firstMs, lastMs] = [Infinity, -Infinity];
  for (const { due_at } of runs) {
    const dueMs = Date.parse(due_at);
    firstMs = Math.min(firstMs, dueMs);
    lastMs = Math.max(lastMs, dueMs);
  }
  return { firstMs, lastMs };
}
