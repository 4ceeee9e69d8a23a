import { BudgetWatch } from "@tfbench/stats";
import { makeResult } from "@tfbench/testkit";
import { expect, test } from "vitest";
import { NO_GATES } from "../thresholds/gates.ts";
import { LoadFollower } from "./load-follower.ts";

const PROGRESS = { started: 0, ended: 0, in_flight: 0, waiting: 0, dropped: 0 };

test("the live view calls no run failed that was cancelled here, and counts none in the rate that never started", () => {
  const follower = new LoadFollower({
    load: { kind: "constant", rate_per_second: 10, runs: 4, max_in_flight: 1, on_full: "wait" },
    seed: 1,
    slo: [],
    gates: NO_GATES,
    chats: null,
    file: null,
    prices: null,
    watch: new BudgetWatch({}),
    warmUpRuns: 0,
    warmUpMs: 0,
    coolDownMs: 0,
  });
  const stamps = { ...makeResult().stamps, started: 1 };
  const cancelled = makeResult({ status: "cancelled", cancelled_by: "user" });

  follower.take([
    { index: 0, result: makeResult({ stamps }) },
    { index: 1, result: makeResult({ stamps, status: "infra_error" }) },
    { index: 2, result: cancelled },
    { index: 3, result: cancelled },
  ]);

  expect(follower.figures(PROGRESS, 2_000)).toMatchObject({ failed: 1, recentPerSecond: 1 });
});
