import type { Goal, RunStatus } from "@tfbench/contracts";
import { RunRollup } from "@tfbench/stats";
import type { Rollup } from "@tfbench/store";
import { expect, test } from "vitest";
import { LatencySeriesBuilder } from "./latency-series.ts";

const PERIOD = { from: "2026-05-01T00:00:00.000Z", to: "2026-05-01T18:00:00.000Z" };
const SIX_HOURS_MS = 6 * 3_600_000;

function rollupOf({
  hour,
  scenario_id = 1,
  runs,
}: {
  hour: number;
  scenario_id?: number;
  runs: { ms: number; status?: RunStatus; goal?: Goal }[];
}): Rollup {
  const rollup = new RunRollup();
  for (const { ms, status = "completed", goal = "not_evaluated" } of runs) {
    rollup.add({
      status,
      goal,
      cancelled_by: null,
      total_duration_ms: ms,
      ttft_ms: ms / 10,
      cost_usd: null,
      gap_sketch: null,
    });
  }
  const key = {
    project_id: 1,
    origin: "sample",
    hour: `2026-05-01T${String(hour).padStart(2, "0")}:00:00.000Z`,
    scenario_id,
    automation_id: 1,
    target_id: 1,
  } as const;
  return { ...key, runs: runs.length, ...rollup.encode() };
}

const builder = () =>
  new LatencySeriesBuilder({
    period: PERIOD,
    bucket_ms: SIX_HOURS_MS,
    scenarios: [
      { id: 1, name: "prices" },
      { id: 2, name: "flights" },
    ],
  });

test("hours of one step are merged, not averaged", () => {
  const chart = builder();
  chart.add(rollupOf({ hour: 0, runs: [{ ms: 100 }] }));
  chart.add(rollupOf({ hour: 5, runs: [{ ms: 200 }, { ms: 300 }, { ms: 300 }, { ms: 300 }] }));

  const point = chart.build()[0]?.points[0];

  expect(point).toMatchObject({ from: PERIOD.from, n: 5, attempted: 5, completed_unchecked: 5 });
  expect(point?.p50).toBeCloseTo(300, -1);
  expect(point?.p10).toBeCloseTo(140, -1);
});

test("a step without a success is a gap, and says how many runs were attempted", () => {
  const chart = builder();
  chart.add(rollupOf({ hour: 1, runs: [{ ms: 100 }] }));
  chart.add(rollupOf({ hour: 7, runs: [{ ms: 100, status: "timeout" }] }));

  const points = chart.build()[0]?.points;

  expect(points).toHaveLength(3);
  expect(points?.[1]).toEqual({
    from: "2026-05-01T06:00:00.000Z",
    n: 0,
    attempted: 1,
    passed: 0,
    completed_unchecked: 0,
    p10: null,
    p50: null,
    p90: null,
    ttft_p50: null,
  });
  expect(points?.[2]).toMatchObject({ n: 0, attempted: 0, p50: null });
});

test("each scenario has its own line, in the order given; others are left out", () => {
  const chart = builder();
  chart.add(rollupOf({ hour: 12, scenario_id: 2, runs: [{ ms: 50, goal: "passed" }] }));
  chart.add(rollupOf({ hour: 12, scenario_id: 3, runs: [{ ms: 70 }] }));

  const series = chart.build();

  expect(series.map(({ scenario_name }) => scenario_name)).toEqual(["prices", "flights"]);
  expect(series[0]?.points[2]).toMatchObject({ n: 0, p50: null });
  expect(series[1]?.points[2]).toMatchObject({ n: 1, passed: 1, completed_unchecked: 0, p50: 50 });
});
