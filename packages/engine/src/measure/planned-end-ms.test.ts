import type { LoadProfile } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { plannedEndMs } from "./planned-end-ms.ts";

const ceiling = { max_in_flight: null, on_full: "wait" } as const;
const closed: LoadProfile = { kind: "closed", concurrency: 2, start_spread_ms: 0 };

test.each<[LoadProfile, number]>([
  [{ ...closed, duration_ms: 500 }, 500],
  [{ ...closed, runs: 3 }, Infinity],
  [{ kind: "constant", rate_per_second: 10, duration_ms: 450, ...ceiling }, 450],
  [{ kind: "constant", rate_per_second: 10, runs: 4, ...ceiling }, 300],
  [{ kind: "replay", due_offsets_ms: [0, 70], ...ceiling }, 70],
  [
    {
      kind: "stages",
      arrivals: "constant",
      stages: [
        { rate_per_second: 1, duration_ms: 20 },
        { rate_per_second: 2, duration_ms: 30 },
      ],
      ...ceiling,
    },
    50,
  ],
])("the load %o is planned to start its last run by %d ms", (load, endMs) => {
  expect(plannedEndMs(load, 1)).toBe(endMs);
});
