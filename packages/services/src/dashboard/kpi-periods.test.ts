import { expect, test } from "vitest";
import { kpiPeriods } from "./kpi-periods.ts";

const NOW = new Date("2026-05-10T10:20:30.400Z");
const HOUR_MS = 3_600_000;

test("a period ends with the running hour and begins with a full one, so that nothing asked for is left out", () => {
  expect(kpiPeriods({ period: "24h" }, NOW)).toEqual({
    period: { from: "2026-05-09T10:00:00.000Z", to: "2026-05-10T11:00:00.000Z" },
    previous_period: { from: "2026-05-08T09:00:00.000Z", to: "2026-05-09T10:00:00.000Z" },
    bucket_ms: HOUR_MS,
  });
});

test("full hours stay as they were asked for, and the period before ends where it begins", () => {
  expect(kpiPeriods({ period: "24h", from: "2026-05-01T00:00:00.000Z", to: "2026-05-03T00:00:00.000Z" }, NOW)).toEqual({
    period: { from: "2026-05-01T00:00:00.000Z", to: "2026-05-03T00:00:00.000Z" },
    previous_period: { from: "2026-04-29T00:00:00.000Z", to: "2026-05-01T00:00:00.000Z" },
    bucket_ms: HOUR_MS,
  });
});

test.each([
  ["1h", 1],
  ["6h", 1],
  ["24h", 1],
  ["7d", 6],
  ["30d", 24],
  ["90d", 48],
] as const)("a chart of %s has steps of %i hours, at most 60", (period, hours) => {
  const { bucket_ms, period: span } = kpiPeriods({ period }, NOW);

  expect(bucket_ms).toBe(hours * HOUR_MS);
  expect((Date.parse(span.to) - Date.parse(span.from)) / bucket_ms).toBeLessThanOrEqual(60);
});

test.each([
  ["ends before it begins", { from: "2026-05-02T00:00:00.000Z", to: "2026-05-01T00:00:00.000Z" }],
  ["is empty", { from: "2026-05-01T00:00:00.000Z", to: "2026-05-01T00:00:00.000Z" }],
  ["begins in the future", { from: "2027-01-01T00:00:00.000Z" }],
])("a period that %s is refused at its field", (_, asked) => {
  expect(() => kpiPeriods({ period: "24h", ...asked }, NOW)).toThrow(
    expect.objectContaining({ code: "invalid_input", fields: [expect.objectContaining({ field: "query.from" })] }),
  );
});

test("a period of all time has a chart of whole weeks, and a period before it that starts no earlier than the year 1", () => {
  const { bucket_ms, previous_period } = kpiPeriods(
    { period: "24h", from: "1970-01-01T00:00:00.000Z", to: "9999-12-31T00:00:00.000Z" },
    NOW,
  );

  expect(bucket_ms % (7 * 24 * HOUR_MS)).toBe(0);
  expect(previous_period).toEqual({ from: "0001-01-01T00:00:00.000Z", to: "1970-01-01T00:00:00.000Z" });
});
