import { expect, test } from "vitest";
import { makeChartTokens } from "#fixtures/make-chart-tokens.ts";
import { latencyChart } from "./latency-chart.ts";
import type { LatencyChart } from "./prepare-latency.ts";

const latency: LatencyChart = {
  scenarioId: 3,
  title: "Prices",
  basis: "n 12 successes",
  unit: "s",
  from: "2026-11-20T10:00:00.000Z",
  to: "2026-11-20T12:00:00.000Z",
  stepMs: 3_600_000,
  maxMs: 20_000,
  points: [
    { at: "2026-11-20T10:30:00.000Z", p10Ms: 6_000, p50Ms: 8_120, p90Ms: 19_000, n: 12, runsHref: "/runs?scenario=3" },
    { at: "2026-11-20T11:30:00.000Z", p10Ms: null, p50Ms: null, p90Ms: null, n: 0, runsHref: null },
  ],
  marks: [],
  table: { header: [], rows: [] },
};
const draw = (isLog: boolean) => latencyChart(latency, { slot: 2, isLog }).options(makeChartTokens());

test("a step without a success is a gap in the line and has no band and no point", () => {
  expect(draw(false)["series"]).toMatchObject([
    {
      data: [
        [Date.parse("2026-11-20T10:30:00.000Z"), 8.12],
        [Date.parse("2026-11-20T11:30:00.000Z"), null],
      ],
      connectNulls: false,
    },
    { data: [[Date.parse("2026-11-20T10:00:00.000Z"), Date.parse("2026-11-20T11:00:00.000Z"), 6, 19]] },
  ]);
  expect(latencyChart(latency, { slot: 2, isLog: false }).points).toHaveLength(1);
});

test("a point says value, range and n, and leads to its runs", () => {
  expect(latencyChart(latency, { slot: 2, isLog: false }).points[0]).toMatchObject({
    series: 0,
    index: 0,
    lines: ["median 8.1 s", "p10-p90 6.0 s to 19.0 s", "n 12"],
    href: "/runs?scenario=3",
  });
});

test("the axis names its unit and begins at zero, except on a logarithmic scale", () => {
  expect(draw(false)["yAxis"]).toMatchObject({ type: "value", name: "total time (s)", min: 0, max: 21 });
  expect(draw(true)["yAxis"]).not.toHaveProperty("min");
  expect(draw(true)["yAxis"]).toMatchObject({ type: "log" });
});

test("line and band have the colour of their series", () => {
  expect(draw(false)["series"]).toMatchObject([{ lineStyle: { color: "series-3" } }, {}]);
});
