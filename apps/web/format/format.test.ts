import { expect, test } from "vitest";
import { countOf } from "./count-of.ts";
import { durationUnitFor, formatDuration, formatDurationIn } from "./duration-unit.ts";
import { elapsedSince } from "./elapsed-since.ts";
import { formatBytes } from "./format-bytes.ts";
import { formatExact, formatUtc, formatWhen } from "./format-instant.ts";
import { formatShare } from "./format-share.ts";
import { formatUsd, formatUsdIn, usdDecimalsFor } from "./format-usd.ts";

test.each([
  [[812, null], "ms"],
  [[], "ms"],
  [[9_999.4], "ms"],
  [[812, 41_000], "s"],
  [[81_200, 3_600_000], "min"],
  [[812, 3_600_000], "s"],
  [[0, 3_600_000], "min"],
  [[40, 41_000], "ms"],
])("a column with %j is written in %s", (values, unit) => {
  expect(durationUnitFor(values)).toBe(unit);
});

test("figures of one column share the unit, whatever their size", () => {
  expect([812, 41_000, 0].map((value) => formatDurationIn("s", value))).toEqual(["0.8", "41.0", "0.0"]);
  expect([0.4, 812, 41_000, 3_660_000].map(formatDuration)).toEqual(["0 ms", "812 ms", "41.0 s", "61.0 min"]);
});

test.each([
  [0, "0"],
  [0.004, "0.4"],
  [0.5, "50"],
  [0.9167, "92"],
  [0.998, "99.8"],
  [1, "100"],
])("the share %f is written as %s %%: nothing but none is 0 and nothing but all is 100", (share, text) => {
  expect(formatShare(share)).toBe(text);
});

test("dollars of one column have the same decimals, small ones enough to differ", () => {
  expect([0, 0.016, 0.5, 12.5].map(formatUsd)).toEqual(["$0.00", "$0.0160", "$0.500", "$12.50"]);
  expect([0.08, 0.128].map((usd) => formatUsdIn(usdDecimalsFor([0.08, 0.128, null]), usd))).toEqual([
    "$0.080",
    "$0.128",
  ]);
});

const at = "2026-11-20T10:00:00.123Z";
test.each([
  [2_000, "just now"],
  [12_000, "12 s ago"],
  [59 * 60_000, "59 min ago"],
  [23 * 3_600_000, "23 h ago"],
  [25 * 3_600_000, "20 Nov, 11:00"],
  [-60_000, "20 Nov, 11:00"],
])("%i ms later a moment is written as %s", (laterMs, text) => {
  expect(formatWhen(at, Date.parse(at) + laterMs, "Europe/Berlin")).toBe(text);
});

test("the exact forms name their zone", () => {
  expect(formatUtc(at)).toBe("2026-11-20 10:00:00.123 UTC");
  expect(formatExact(at, "Asia/Tokyo")).toBe("20 Nov 2026, 19:00:00 GMT+9");
});

test("elapsed time counts in whole seconds and never backwards", () => {
  const later = (ms: number) => elapsedSince(at, Date.parse(at) + ms);

  expect([later(-5_000), later(900), later(12_400), later(187_000), later(7_260_000)]).toEqual([
    "0 s",
    "0 s",
    "12 s",
    "3 min 07 s",
    "2 h 01 min",
  ]);
});

test("sizes and counts read as words", () => {
  expect([formatBytes(17), formatBytes(2_048), formatBytes(5_242_880)]).toEqual(["17 B", "2.0 KiB", "5.0 MiB"]);
  expect([countOf(1, "run"), countOf(0, "run"), countOf(1_200, "success", "successes")]).toEqual([
    "1 run",
    "0 runs",
    "1,200 successes",
  ]);
});
