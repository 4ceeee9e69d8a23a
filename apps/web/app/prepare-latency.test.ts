import type { LatencyPoint } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { prepareLatency } from "./prepare-latency.ts";

const range = {
  from: "2026-11-20T10:00:00.000Z",
  to: "2026-11-20T12:00:00.000Z",
  bucketMs: 3_600_000,
  origin: "simulated",
  measured: "agents",
  history: [],
} as const;
const measured: LatencyPoint = {
  from: "2026-11-20T10:00:00.000Z",
  n: 12,
  attempted: 14,
  passed: 2,
  completed_unchecked: 10,
  p10: 600,
  p50: 812,
  p90: 1_900,
  ttft_p50: 300,
};
const empty: LatencyPoint = {
  from: "2026-11-20T11:00:00.000Z",
  n: 0,
  attempted: 1,
  passed: 0,
  completed_unchecked: 0,
  p10: null,
  p50: null,
  p90: null,
  ttft_p50: null,
};

test("a step without a success is a gap, not a zero", () => {
  const [chart] = prepareLatency([{ scenario_id: 1, scenario_name: "Prices", points: [measured, empty] }], range);

  expect(chart?.points).toMatchObject([
    { at: "2026-11-20T10:30:00.000Z", p10Ms: 600, p50Ms: 812, p90Ms: 1_900, n: 12 },
    { at: "2026-11-20T11:30:00.000Z", p10Ms: null, p50Ms: null, p90Ms: null, n: 0 },
  ]);
  expect(chart?.table.rows).toEqual([
    ["2026-11-20 10:00", "600", "812", "1,900", "300", "12", "14"],
    ["2026-11-20 11:00", "none", "none", "none", "none", "0", "1"],
  ]);
});

test("charts that stand side by side share their scale and unit, the most measured first", () => {
  const slow = { ...measured, n: 40, p90: 45_000 };

  const charts = prepareLatency(
    [
      { scenario_id: 1, scenario_name: "Quick", points: [measured] },
      { scenario_id: 2, scenario_name: "Slow", points: [slow] },
    ],
    range,
  );

  expect(charts.map(({ title, maxMs, unit }) => [title, maxMs, unit])).toEqual([
    ["Slow", 45_000, "s"],
    ["Quick", 45_000, "s"],
  ]);
});

test("a step leads to the runs it is made of, and an empty one nowhere", () => {
  const [chart] = prepareLatency([{ scenario_id: 1, scenario_name: "Prices", points: [measured, empty] }], range);

  expect(chart?.points.map(({ runsHref }) => runsHref)).toEqual([
    "/runs?scenario=1&origin=simulated&from=2026-11-20T10%3A00%3A00.000Z&to=2026-11-20T11%3A00%3A00.000Z&status=completed",
    null,
  ]);
});

test("a scenario without a success has no chart", () => {
  expect(prepareLatency([{ scenario_id: 1, scenario_name: "Prices", points: [empty] }], range)).toEqual([]);
});

test("a change point is flagged with its size, and a change of the definition breaks the line", () => {
  const at = "2026-11-20T11:00:00.000Z";
  const line = {
    scenario_id: 1,
    scenario_name: "Prices",
    target_id: 1,
    target_name: "Simulator",
    concurrency: 5,
    batches: 20,
    note: "",
    findings: [
      {
        kind: "change_point" as const,
        verdict: "worse" as const,
        is_tentative: true,
        at: "2026-11-20T10:40:00.000Z",
        batch_id: 4,
        before_ms: 1,
        after_ms: 2,
        e: Math.log(1.34),
        p: 0.004,
        batches_before: 8,
        batches_after: 8,
        sentence: "",
      },
    ],
    breaks: [{ at, batch_id: 5 }],
  };
  const later = { ...measured, from: at };

  const [chart] = prepareLatency([{ scenario_id: 1, scenario_name: "Prices", points: [measured, later] }], {
    ...range,
    history: [line, { ...line, scenario_id: 2 }],
  });

  expect(chart?.marks).toEqual([
    { at: "2026-11-20T10:40:00.000Z", kind: "change_point", text: "+34 % ?" },
    { at, kind: "break", text: "definition changed" },
  ]);
  expect(chart?.points.map(({ p50Ms }) => p50Ms)).toEqual([812, null, 812]);
});
