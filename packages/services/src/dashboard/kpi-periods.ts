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
const LONGEST_HOURS = 400 * 24;
const MOST_POINTS = 60;
const BUCKET_HOURS = [1, 6, 12, 24, 2 * 24, 7 * 24];

/**
 * The period that was asked for, widened to full hours because rollups are hourly; the one of the same length before
 * it; and the step of the chart, the smallest that keeps it at 60 points.
 */
export function kpiPeriods({ period, from, to }: Pick<KpiFilter, "period" | "from" | "to">, now: Date): KpiPeriods {
  const toMs = to === undefined ? now.getTime() : Date.parse(to);
  const fromMs = from === undefined ? toMs - PERIOD_HOURS[period] * HOUR_MS : Date.parse(from);
  if (fromMs >= toMs)
    throw refused("query.from", "The period ends before it begins.", `must be before ${new Date(toMs).toISOString()}`);

  const startMs = Math.floor(fromMs / HOUR_MS) * HOUR_MS;
  const endMs = Math.ceil(toMs / HOUR_MS) * HOUR_MS;
  const hours = (endMs - startMs) / HOUR_MS;
  if (hours > LONGEST_HOURS)
    throw refused("query.from", "The period is too long.", `at most ${LONGEST_HOURS / 24} days before its end`);
  const previousMs = startMs - (endMs - startMs);
  if (previousMs < Date.parse("1970-01-01") || endMs > Date.parse("9999-01-01")) {
    throw refused(
      "query.from",
      "The period lies outside the years 1970 to 9998.",
      "must lie, with the period before it, between 1970 and 9998",
    );
  }
  const bucketHours = BUCKET_HOURS.find((step) => hours / step <= MOST_POINTS);
  if (bucketHours === undefined) throw new Error(`No step keeps ${hours} hours at ${MOST_POINTS} points.`);
  return {
    period: { from: new Date(startMs).toISOString(), to: new Date(endMs).toISOString() },
    previous_period: { from: new Date(previousMs).toISOString(), to: new Date(startMs).toISOString() },
    bucket_ms: bucketHours * HOUR_MS,
  };
}

function refused(field: string, sentence: string, message: string): AppError {
  return new AppError("invalid_input", sentence, { fields: [{ field, message }] });
}
