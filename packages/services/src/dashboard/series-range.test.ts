import { expect, test } from "vitest";
import { seriesRange } from "./series-range.ts";

const HOUR_MS = 3_600_000;
const DAY = {
  period: { from: "2026-05-09T10:00:00.000Z", to: "2026-05-10T11:00:00.000Z" },
  bucket_ms: HOUR_MS,
};
const dueAt = (...clocks: string[]) => clocks.map((clock) => ({ due_at: `2026-05-${clock}:00.000Z` }));

test("runs of one half hour are shown in minutes, and the chart covers little more than them", () => {
  expect(seriesRange(DAY, dueAt("10T09:10", "10T09:40"))).toEqual({
    period: { from: "2026-05-10T09:09:00.000Z", to: "2026-05-10T09:42:00.000Z" },
    bucket_ms: 60_000,
  });
});

test("a single run has a chart of ten minutes around it", () => {
  expect(seriesRange(DAY, dueAt("10T09:10"))).toEqual({
    period: { from: "2026-05-10T09:04:00.000Z", to: "2026-05-10T09:17:00.000Z" },
    bucket_ms: 60_000,
  });
});

test("runs all over a day keep the whole of it, in hours", () => {
  expect(seriesRange(DAY, dueAt("09T11:00", "10T10:30"))).toEqual(DAY);
});

test("a period of few hours is shown in minutes, and never beyond its ends", () => {
  const hours = { period: { from: "2026-05-10T09:00:00.000Z", to: "2026-05-10T11:00:00.000Z" }, bucket_ms: HOUR_MS };

  expect(seriesRange(hours, dueAt("10T09:01", "10T10:50"))).toEqual({ ...hours, bucket_ms: 120_000 });
  expect(seriesRange(hours, dueAt("10T09:01")).period.from).toBe(hours.period.from);
});

test("a month whose runs are of two days keeps its steps, and one without runs too", () => {
  const month = {
    period: { from: "2026-05-01T00:00:00.000Z", to: "2026-05-31T00:00:00.000Z" },
    bucket_ms: 24 * HOUR_MS,
  };

  expect(seriesRange(month, dueAt("08T00:00", "10T00:00"))).toEqual(month);
  expect(seriesRange(month, [])).toEqual(month);
});

test.each(["09T10:00", "09T22:00", "10T03:30", "10T10:59"])(
  "from any run to the end of the period there are at most 64 steps (%s)",
  (first) => {
    const { period, bucket_ms } = seriesRange(DAY, dueAt(first, "10T10:59"));

    expect((Date.parse(period.to) - Date.parse(period.from)) / bucket_ms).toBeLessThanOrEqual(64);
  },
);
