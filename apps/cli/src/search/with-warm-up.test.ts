import { expect, test } from "vitest";
import type { LocalPlan } from "../plan/local-plan.ts";
import { withWarmUp } from "./with-warm-up.ts";

const NONE = { warmUpRuns: 0, warmUpMs: 0 };
const plan = (load: LocalPlan["load"], warmUp = NONE): LocalPlan => ({ load, ...warmUp }) as LocalPlan;
const CEILING = { max_in_flight: null, on_full: "wait" } as const;

test.each([
  [
    "closed: as many runs as are open, on top",
    plan({ kind: "closed", runs: 50, concurrency: 8, start_spread_ms: 0 }),
    { warmUpRuns: 8, warmUpMs: 0, load: { runs: 58 } },
  ],
  [
    "closed for a time: as many runs as are open",
    plan({ kind: "closed", duration_ms: 5_000, concurrency: 8, start_spread_ms: 0 }),
    { warmUpRuns: 8, warmUpMs: 0, load: { duration_ms: 5_000 } },
  ],
  [
    "open: a tenth on top",
    plan({ kind: "poisson", rate_per_second: 5, runs: 205, ...CEILING }),
    { warmUpRuns: 21, warmUpMs: 0, load: { runs: 226 } },
  ],
  [
    "open for a time: a tenth of it",
    plan({ kind: "poisson", rate_per_second: 5, duration_ms: 5_000, ...CEILING }),
    { warmUpRuns: 0, warmUpMs: 500, load: { duration_ms: 5_000 } },
  ],
  [
    "one of its own: that one",
    plan({ kind: "poisson", rate_per_second: 5, runs: 205, ...CEILING }, { warmUpRuns: 3, warmUpMs: 0 }),
    { warmUpRuns: 3, load: { runs: 205 } },
  ],
])("a load of a search warms up; %s", (_, given, expected) => {
  expect(withWarmUp(given)).toMatchObject(expected);
});
