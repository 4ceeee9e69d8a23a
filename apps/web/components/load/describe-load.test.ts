import type { LoadProfile } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { describeLoad } from "./describe-load.ts";

const free = { max_in_flight: null, on_full: "wait" } as const;

test.each<[string, LoadProfile]>([
  [
    "300 runs, at most 8 at a time, first starts spread over 100 ms",
    { kind: "closed", runs: 300, concurrency: 8, start_spread_ms: 100 },
  ],
  [
    "1 run, at most 1 at a time, none after 30 s",
    { kind: "closed", runs: 1, concurrency: 1, start_spread_ms: 100, duration_ms: 30_000 },
  ],
  [
    "Open: 12.5 per second, evenly spaced, for 30 s; at most 8 open: a run due beyond them waits with its due time kept",
    { kind: "constant", rate_per_second: 12.5, duration_ms: 30_000, max_in_flight: 8, on_full: "wait" },
  ],
  [
    "Open: 5 per second on average, at random (Poisson), 300 runs; at most 1 open: a run due beyond them is dropped",
    { kind: "poisson", rate_per_second: 5, runs: 300, max_in_flight: 1, on_full: "drop" },
  ],
  [
    "Open: 5 per second on average, gamma gaps of shape 0.25, in clumps, 300 runs or 1.5 s, whichever comes first; no ceiling on open runs",
    { kind: "gamma", rate_per_second: 5, shape: 0.25, runs: 300, duration_ms: 1_500, ...free },
  ],
  [
    "Open: 20 runs at once every 5 s, 60 runs; no ceiling on open runs",
    { kind: "burst", runs_per_burst: 20, every_ms: 5_000, runs: 60, ...free },
  ],
  [
    "Open: from 1 to 20 per second in 60 s, linear, at random (Poisson); no ceiling on open runs",
    {
      kind: "ramp",
      curve: "linear",
      from_per_second: 1,
      to_per_second: 20,
      duration_ms: 60_000,
      arrivals: "poisson",
      ...free,
    },
  ],
  [
    "Open: 5 per second for 10 s, then 0 per second for 5 s, evenly spaced; no ceiling on open runs",
    {
      kind: "stages",
      stages: [
        { rate_per_second: 5, duration_ms: 10_000 },
        { rate_per_second: 0, duration_ms: 5_000 },
      ],
      arrivals: "constant",
      ...free,
    },
  ],
])("%s", (sentence, load) => {
  expect(describeLoad(load)).toBe(sentence);
});
