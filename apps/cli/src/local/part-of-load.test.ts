import type { LoadProfile } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { checkMargins } from "../plan/check-margins.ts";
import { partOfLoad } from "./part-of-load.ts";
import { plannedEndMs } from "./planned-end-ms.ts";

const NONE = { warmUpRuns: 0, warmUpMs: 0, coolDownMs: 0 };
const ceiling = { max_in_flight: null, on_full: "wait" } as const;
const closed: LoadProfile = { kind: "closed", concurrency: 2, start_spread_ms: 0 };

test("a run belongs by its due time: before the warm-up's end, in the window, or within the cool-down of the end", () => {
  const partOf = partOfLoad({ ...NONE, warmUpMs: 100, coolDownMs: 50 }, 1_000);

  expect([0, 99.9, 100, 949.9, 950, 2_000].map((dueMs) => partOf(7, dueMs))).toEqual([
    "warm_up",
    "warm_up",
    "window",
    "window",
    "cool_down",
    "cool_down",
  ]);
});

test("a warm-up of a number of runs goes by their place, and without a cool-down the end is open", () => {
  const partOf = partOfLoad({ ...NONE, warmUpRuns: 2 }, 1_000);

  expect([0, 1, 2].map((place) => partOf(place, 5_000))).toEqual(["warm_up", "warm_up", "window"]);
});

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

test("a cool-down needs a planned end, and something has to be left between it and the warm-up", () => {
  const check = (margins: object, load: LoadProfile) => () => checkMargins({ ...NONE, ...margins }, load, 1);

  expect(check({ coolDownMs: 10 }, { ...closed, runs: 3 })).toThrow(/has no planned end/);
  expect(check({ coolDownMs: 10, warmUpMs: 490 }, { ...closed, duration_ms: 500 })).toThrow(/leave nothing of a load/);
  expect(check({ coolDownMs: 10, warmUpMs: 480 }, { ...closed, duration_ms: 500 })).not.toThrow();
  expect(check({ warmUpMs: 480 }, { ...closed, runs: 3 })).not.toThrow();
});
