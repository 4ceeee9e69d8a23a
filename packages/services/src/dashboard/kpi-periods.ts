import { AppError } from "@tfbench/contracts";
import type { KpiFilter, KpiPeriod, Period } from "@tfbench/contracts";

export type KpiPeriods = { period: Period; previous_period: Period; bucket_ms: number };

const HOUR_MS = 3_600_000;
const PERIOD_HOURS: Record<KpiPeriod, number> = {
  "1h": 1,
  "6h": 6,
  "24h": 24,
  "7d": 7 * 24,
  "30d": 30 * 24,
  "90d": 90 * 24,
};
const MOST_POINTS = 60;
const BUCKET_HOURS = [1, 6, 12, 24, 2 * 24];
const WEEK_HOURS = 7 * 24;
/** The first instant that both the contracts and PostgreSQL can write. */
const START_OF_TIME_MS = Date.parse("0001-01-01T00:00:00.000Z");

/**
 * The period that was asked for, widened to full hours because rollups are hourly; the one of the same length before
 * it; and the step of the chart, the smallest that keeps it at 60 points.
 */
export function kpiPeriods({ period, from, to }: Pick<KpiFilter, "period" | "from" | "to">, now: Date): KpiPeriods {
  const toMs = to === undefined ? now.getTime() : Date.parse(to);
  const fromMs = from === undefined ? toMs - PERIOD_HOURS[period] * HOUR_MS : Date.parse(from);
  if (fromMs >= toMs) throw endsTooEarly(toMs);

  const startMs = Math.floor(fromMs / HOUR_MS) * HOUR_MS;
  const endMs = Math.ceil(toMs / HOUR_MS) * HOUR_MS;
  const previousMs = Math.max(startMs - (endMs - startMs), START_OF_TIME_MS);
  return {
    period: { from: new Date(startMs).toISOString(), to: new Date(endMs).toISOString() },
    previous_period: { from: new Date(previousMs).toISOString(), to: new Date(startMs).toISOString() },
    bucket_ms: bucketHoursOf((endMs - startMs) / HOUR_MS) * HOUR_MS,
  };
}

/** Whole weeks where days would be too many points. */
const bucketHoursOf = (hours: number): number =>
  BUCKET_HOURS.find((step) => hours / step <= MOST_POINTS) ?? Math.ceil(hours / MOST_POINTS / WEEK_HOURS) * WEEK_HOURS;

const endsTooEarly = (toMs: number): AppError =>
  new AppError("invalid_input", "The period ends before it begins.", {
    hint: "`to` is now where it is left out.",
    fields: [{ field: "query.from", message: `must be before ${new Date(toMs).toISOString()}` }],
  });
