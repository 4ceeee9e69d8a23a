import { InterTokenStats } from "@tfbench/contracts";
import { expect, test } from "vitest";
import golden from "../golden/scipy.golden.json" with { type: "json" };
import { gapStats } from "./gap-stats.ts";
import { LogHistogram } from "./log-histogram.ts";

test("the description of the gaps agrees with NumPy", () => {
  for (const { gaps, stats } of golden.gaps) {
    const described = gapStats(gaps, stats.stall_threshold_ms)?.stats;
    for (const [name, expected] of Object.entries(stats)) {
      expect(described).toHaveProperty(name, expect.closeTo(expected, 8));
    }
  }
});

test("the description is what the contract says", () => {
  const described = gapStats([3, 1, 2], 500)?.stats;

  expect(InterTokenStats.parse(described)).toEqual(described);
});

test("a run without gaps has no description", () => {
  expect(gapStats([], 500)).toBeNull();
  expect(gapStats(new Float64Array(0), 500)).toBeNull();
});

test("one gap is described by itself", () => {
  expect(gapStats([40], 500)?.stats).toEqual({
    count: 1,
    min: 40,
    mean: 40,
    p50: 40,
    p95: 40,
    p99: 40,
    max: 40,
    stddev: 0,
    stalls: 0,
    stall_threshold_ms: 500,
  });
});

test("a stall is a gap longer than the threshold, not one as long", () => {
  expect(gapStats([499, 500, 500.001, 900], 500)?.stats.stalls).toBe(2);
});

test("the sketch holds the same gaps, and the caller's array stays as it was", () => {
  const gapsMs = Float64Array.from([30, 10, 20]);

  const described = gapStats(gapsMs, 500);

  expect([...gapsMs]).toEqual([30, 10, 20]);
  expect(LogHistogram.decode(described?.sketch ?? new Uint8Array())).toMatchObject({
    count: 3,
    minMs: 10,
    maxMs: 30,
    sumMs: 60,
  });
});

test("a negative gap is refused: the clock cannot have run backwards", () => {
  expect(() => gapStats([10, -1], 500)).toThrow(RangeError);
});
