import type { LoadProfile } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { checkMargins } from "./check-margins.ts";

const NONE = { warmUpRuns: 0, warmUpMs: 0, coolDownMs: 0 };
const closed: LoadProfile = { kind: "closed", concurrency: 2, start_spread_ms: 0 };

test("a cool-down needs a planned end, and something has to be left between it and the warm-up", () => {
  const check = (margins: object, load: LoadProfile) => () => checkMargins({ ...NONE, ...margins }, load, 1);

  expect(check({ coolDownMs: 10 }, { ...closed, runs: 3 })).toThrow(/has no planned end/);
  expect(check({ coolDownMs: 10, warmUpMs: 490 }, { ...closed, duration_ms: 500 })).toThrow(/leave nothing of a load/);
  expect(check({ coolDownMs: 10, warmUpMs: 480 }, { ...closed, duration_ms: 500 })).not.toThrow();
  expect(check({ warmUpMs: 480 }, { ...closed, runs: 3 })).not.toThrow();
});
