import type { LoadProfile } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { planArrivals } from "./plan-arrivals.ts";

const free = { max_in_flight: null, on_full: "wait" } as const;
const line = (load: LoadProfile) => planArrivals(load).points.map(({ atMs, value }) => [atMs, value]);

test.each<[string, LoadProfile, { runs: number; isExact: boolean; lengthMs: number | null }]>([
  [
    "a rate for a time is as many runs as fit, the first at once",
    { kind: "constant", rate_per_second: 3, duration_ms: 1_100, ...free },
    { runs: 4, isExact: true, lengthMs: 1_100 },
  ],
  [
    "runs and a time end with whichever comes first",
    { kind: "constant", rate_per_second: 10, runs: 20, duration_ms: 30_000, ...free },
    { runs: 20, isExact: true, lengthMs: 2_000 },
  ],
  [
    "random arrivals for a time are only about so many",
    { kind: "poisson", rate_per_second: 10, duration_ms: 3_000, ...free },
    { runs: 30, isExact: false, lengthMs: 3_000 },
  ],
  [
    "random arrivals of so many runs are exactly so many",
    { kind: "gamma", rate_per_second: 10, shape: 0.5, runs: 30, ...free },
    { runs: 30, isExact: true, lengthMs: 3_000 },
  ],
  [
    "bursts end with the runs",
    { kind: "burst", runs_per_burst: 20, every_ms: 5_000, runs: 50, ...free },
    { runs: 50, isExact: true, lengthMs: 15_000 },
  ],
  [
    "a linear ramp is its mean rate for its time",
    {
      kind: "ramp",
      curve: "linear",
      from_per_second: 1,
      to_per_second: 19,
      duration_ms: 10_000,
      arrivals: "constant",
      ...free,
    },
    { runs: 100, isExact: true, lengthMs: 10_000 },
  ],
  [
    "an exponential ramp is less than a linear one",
    {
      kind: "ramp",
      curve: "exponential",
      from_per_second: 1,
      to_per_second: 10,
      duration_ms: 10_000,
      arrivals: "poisson",
      ...free,
    },
    { runs: 40, isExact: false, lengthMs: 10_000 },
  ],
  [
    "a closed load ends when its runs do",
    { kind: "closed", runs: 300, concurrency: 8, start_spread_ms: 100 },
    { runs: 300, isExact: true, lengthMs: null },
  ],
  [
    "a closed load with a time may end before its runs",
    { kind: "closed", runs: 300, concurrency: 8, start_spread_ms: 100, duration_ms: 5_000 },
    { runs: 300, isExact: false, lengthMs: 5_000 },
  ],
])("%s", (_name, load, planned) => {
  expect(planArrivals(load)).toMatchObject(planned);
});

test("stages are steps, and a pause is drawn as one", () => {
  const stages = [
    { rate_per_second: 5, duration_ms: 1_000 },
    { rate_per_second: 0, duration_ms: 500 },
    { rate_per_second: 10, duration_ms: 1_000 },
  ];

  expect(line({ kind: "stages", stages, arrivals: "constant", ...free })).toEqual([
    [0, 5],
    [1_000, 5],
    [1_000, 0],
    [1_500, 0],
    [1_500, 10],
    [2_500, 10],
  ]);
});

test("a burst is a spike, the last one as high as the runs that are left", () => {
  expect(line({ kind: "burst", runs_per_burst: 20, every_ms: 1_000, runs: 30, ...free })).toEqual([
    [0, 0],
    [0, 20],
    [0, 0],
    [1_000, 0],
    [1_000, 10],
    [1_000, 0],
  ]);
});

test("a million bursts are drawn as a picture can hold", () => {
  const { points, runs } = planArrivals({ kind: "burst", runs_per_burst: 1, every_ms: 1, runs: 1_000_000, ...free });

  expect(points).toHaveLength(600);
  expect(runs).toBe(1_000_000);
});
