import { LoadProfile } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { nameLoad } from "./name-load.ts";

test.each<[unknown, string]>([
  [{ kind: "closed", runs: 50, concurrency: 4, start_spread_ms: 0 }, "4 at a time"],
  [{ kind: "closed", concurrency: 1_024, start_spread_ms: 0, duration_ms: 30_000 }, "1,024 at a time, 30 s"],
  [{ kind: "constant", rate_per_second: 50, duration_ms: 30_000 }, "open 50/s, 30 s"],
  [{ kind: "poisson", rate_per_second: 0.25, runs: 40 }, "Poisson 0.25/s"],
  [{ kind: "gamma", rate_per_second: 20, shape: 0.5, duration_ms: 1_500 }, "gamma 20/s, 1.5 s"],
  [{ kind: "burst", runs_per_burst: 10, every_ms: 500, runs: 40 }, "bursts of 10 every 0.5 s"],
  [
    {
      kind: "stages",
      stages: [
        { rate_per_second: 10, duration_ms: 3_000 },
        { rate_per_second: 30, duration_ms: 3_000 },
      ],
    },
    "2 stages, 10-30/s, 6 s",
  ],
  [{ kind: "ramp", curve: "linear", from_per_second: 5, to_per_second: 40, duration_ms: 5_000 }, "ramp 5-40/s, 5 s"],
  [{ kind: "replay", due_offsets_ms: [0, 200, 1_100] }, "trace, 1.1 s"],
])("%j is named %s", (load, name) => {
  expect(nameLoad(LoadProfile.parse(load))).toBe(name);
});
