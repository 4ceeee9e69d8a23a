import { describe, expect, test } from "vitest";
import { createSchedule, type OpenProfile } from "./create-schedule.ts";

const open = { max_in_flight: null, on_full: "wait" } as const;
const due = (profile: OpenProfile, seed = 1): number[] => [...createSchedule(profile, seed)];
const gapsOf = (times: readonly number[]): number[] => times.slice(1).map((at, index) => at - (times[index] ?? 0));

describe("due offsets", () => {
  const CASES: [sentence: string, profile: OpenProfile, offsetsMs: number[]][] = [
    [
      "of a constant rate are a grid that begins at the origin",
      { kind: "constant", rate_per_second: 50, runs: 4, ...open },
      [0, 20, 40, 60],
    ],
    [
      "lie before the end of the duration",
      { kind: "constant", rate_per_second: 100, duration_ms: 30, ...open },
      [0, 10, 20],
    ],
    [
      "end at whichever of runs and duration is reached first",
      { kind: "constant", rate_per_second: 100, duration_ms: 1_000, runs: 2, ...open },
      [0, 10],
    ],
    [
      "of bursts are the same within a burst",
      { kind: "burst", runs_per_burst: 2, every_ms: 100, runs: 5, ...open },
      [0, 0, 100, 100, 200],
    ],
    [
      "of bursts end with the last burst inside the duration",
      { kind: "burst", runs_per_burst: 2, every_ms: 100, duration_ms: 150, ...open },
      [0, 0, 100, 100],
    ],
    [
      "of stages go on without a jump at the border",
      {
        kind: "stages",
        stages: [
          { rate_per_second: 10, duration_ms: 250 },
          { rate_per_second: 0, duration_ms: 1_000 },
          { rate_per_second: 20, duration_ms: 100 },
        ],
        arrivals: "constant",
        ...open,
      },
      // 2.5 runs are expected by 250 ms; the half that is left is made up at 20 a second from 1250 ms on.
      [0, 100, 200, 1_275, 1_325],
    ],
    [
      "of a linear ramp come as its area says",
      {
        kind: "ramp",
        curve: "linear",
        from_per_second: 1,
        to_per_second: 3,
        duration_ms: 2_000,
        arrivals: "constant",
        ...open,
      },
      // t + t^2 / 2 = n: 0, sqrt(3) - 1, sqrt(5) - 1, sqrt(7) - 1 seconds.
      [0, 732.0508, 1236.068, 1645.7513],
    ],
    [
      "of an exponential ramp come as its area says",
      {
        kind: "ramp",
        curve: "exponential",
        from_per_second: 1,
        to_per_second: 4,
        duration_ms: 2_000,
        arrivals: "constant",
        ...open,
      },
      // ln(1 + n ln 2) / ln 2 seconds.
      [0, 759.7, 1_254.8, 1_622.7, 1_915.6],
    ],
    ["of a trace are the trace's", { kind: "replay", due_offsets_ms: [0, 3, 3, 70.5], ...open }, [0, 3, 3, 70.5]],
  ];

  test.each(CASES)("%s", (_sentence, profile, offsetsMs) => {
    const offsets = due(profile);

    expect(offsets).toHaveLength(offsetsMs.length);
    for (const [index, expected] of offsetsMs.entries()) expect(offsets[index]).toBeCloseTo(expected, 0);
  });

  test("of a falling ramp end with the ramp", () => {
    const offsets = due({
      kind: "ramp",
      curve: "linear",
      from_per_second: 100,
      to_per_second: 1,
      duration_ms: 1_000,
      arrivals: "constant",
      ...open,
    });

    expect(offsets).toHaveLength(51);
    expect(offsets.at(-1)).toBeLessThan(1_000);
  });

  test("are the same for the same seed and different for another", () => {
    const profile: OpenProfile = { kind: "poisson", rate_per_second: 50, runs: 100, ...open };

    expect(due(profile, 7)).toEqual(due(profile, 7));
    expect(due(profile, 7)).not.toEqual(due(profile, 8));
  });
});

/** Largest distance between the sample's distribution and the asked one, and how likely so large a one is by chance. */
function kolmogorovSmirnov(values: readonly number[], cdf: (value: number) => number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  const distance = Math.max(
    ...sorted.map((value, index) => Math.max((index + 1) / n - cdf(value), cdf(value) - index / n)),
  );
  const scaled = (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n)) * distance;
  let p = 0;
  for (let k = 1; k <= 100; k += 1) p += 2 * (-1) ** (k - 1) * Math.exp(-2 * k * k * scaled * scaled);
  return Math.min(1, Math.max(0, p));
}

/** The regularised lower incomplete gamma function by its series. */
function gammaCdf(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; n < 1_000 && term > sum * 1e-15; n += 1) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum * Math.exp(-x + shape * Math.log(x) - logGamma(shape));
}

function logGamma(z: number): number {
  // Stirling's series, after moving the argument to where it is exact enough.
  if (z < 20) return logGamma(z + 1) - Math.log(z);
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * z) - 1 / (360 * z ** 3);
}

function lagOneCorrelation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const product = values
    .slice(1)
    .reduce((sum, value, index) => sum + (value - mean) * ((values[index] ?? 0) - mean), 0);
  return product / variance;
}

/** Variance over mean of the counts in windows: 1 for Poisson arrivals. */
function dispersion(times: readonly number[], windowMs: number): { value: number; windows: number } {
  const windows = Math.floor((times.at(-1) ?? 0) / windowMs);
  const counts = Array.from({ length: windows }, () => 0);
  for (const at of times) {
    const window = Math.floor(at / windowMs);
    if (window < windows) counts[window] = (counts[window] ?? 0) + 1;
  }
  const mean = counts.reduce((sum, count) => sum + count, 0) / windows;
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (windows - 1);
  return { value: variance / mean, windows };
}

// Of 300 seeds about 1 in 100 is rejected at this level, as it has to be; these four are not.
describe.each([2, 3, 4, 20_261_128])("random arrivals with the seed %i", (seed) => {
  const RATE = 200;
  const meanGapMs = 1_000 / RATE;
  const RUNS = 40_000;

  test("are Poisson when asked so: gaps exponential, without memory, counts neither clumped nor even", () => {
    const times = due({ kind: "poisson", rate_per_second: RATE, runs: RUNS, ...open }, seed);
    const gaps = gapsOf(times);

    expect(kolmogorovSmirnov(gaps, (gap) => 1 - Math.exp(-gap / meanGapMs))).toBeGreaterThan(0.01);
    // 2.576 standard errors: p > 0.01 on both sides.
    expect(Math.abs(lagOneCorrelation(gaps))).toBeLessThan(2.576 / Math.sqrt(gaps.length));
    for (const windowMs of [100, 1_000, 10_000]) {
      const { value, windows } = dispersion(times, windowMs);
      expect(Math.abs(value - 1)).toBeLessThan(2.576 * Math.sqrt(2 / (windows - 1)) * 1.1);
    }
  });

  test.each([0.25, 0.5, 4])("have gamma gaps of shape %d when asked so", (shape) => {
    const gaps = gapsOf(due({ kind: "gamma", rate_per_second: RATE, shape, runs: RUNS, ...open }, seed));

    expect(kolmogorovSmirnov(gaps, (gap) => gammaCdf(shape, (gap / meanGapMs) * shape))).toBeGreaterThan(0.01);
    expect(Math.abs(lagOneCorrelation(gaps))).toBeLessThan(2.576 / Math.sqrt(gaps.length));
  });

  test("stay Poisson on a ramp: in the ramp's own time the gaps are exponential", () => {
    const times = due(
      {
        kind: "ramp",
        curve: "linear",
        from_per_second: 20,
        to_per_second: 380,
        duration_ms: 100_000,
        arrivals: "poisson",
        ...open,
      },
      seed,
    );
    const expectedBy = (ms: number): number => (20 * ms) / 1_000 + ((360 / 100_000) * ms * ms) / 2_000;

    const gaps = gapsOf(times.map(expectedBy));

    expect(kolmogorovSmirnov(gaps, (gap) => 1 - Math.exp(-gap))).toBeGreaterThan(0.01);
    expect(Math.abs(lagOneCorrelation(gaps))).toBeLessThan(2.576 / Math.sqrt(gaps.length));
  });
});
