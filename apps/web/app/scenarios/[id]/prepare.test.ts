import { expect, test } from "vitest";
import { makeKpiBlock, makeRate } from "#fixtures/make-kpis.ts";
import { makeDistribution, makeScenarioReport, makeTrendPoint } from "#fixtures/make-reports.ts";
import { ecdfChart } from "#components/reports/ecdf-chart.ts";
import { histogramChart } from "#components/reports/histogram-chart.ts";
import { outcomeStackChart } from "#components/reports/outcome-stack-chart.ts";
import { prepareTimeFigures } from "#components/reports/prepare-time-figures.ts";
import { prepareFailures, prepareFigures, prepareFlakes } from "./prepare.ts";
import { heatChart, passChart } from "./reliability-charts.ts";
import { latencyTrendChart } from "./latency-trend-chart.ts";
import { successTrendChart } from "./success-trend-chart.ts";
import { outcomeBars, shownRange } from "./trend-places.ts";

const LOOK = { slot: 0, isLog: false, measured: "agents" } as const;
const ECDF = {
  title: "Total time",
  axis: "total time",
  lacked: "an end",
  slot: 0,
  isLog: false,
  preliminary: null,
  nothing: { why: "No run.", whatToDo: "Trigger one." },
};
const WORDS = { nothing: "no run", lacked: "an end" };

test("a percentile among runs without an end is not reached, never a number", () => {
  const figures = prepareTimeFigures(makeDistribution(), WORDS);

  expect(figures.map(({ name, value, why }) => [name, value, why])).toEqual([
    ["p50", "30.5", null],
    ["p95", null, "not reached: it lies among runs without an end"],
    ["p99", null, "too few (60 of 299)"],
  ]);
});

test("an interval whose upper end lies among runs without an end is open", () => {
  const [p50] = prepareTimeFigures(makeDistribution({ p50: { ...makeDistribution().p50, high: null } }), WORDS);

  expect(p50).toMatchObject({ value: "30.5", interval: "22.0 or more" });
});

test("the curve says how many runs are on its shelf, and every point of it is in the table", () => {
  const chart = ecdfChart(makeDistribution(), ECDF);

  expect(chart).toMatchObject({ basis: "n 60 attempted runs, 20 runs without an end", empty: null });
  expect(chart.table.rows).toHaveLength(40);
  expect(chart.table.rows.at(-1)).toEqual(["40.0", "66.7"]);
  expect(chart.points.at(-1)?.lines).toEqual(["67 % of 60 runs took this long or less"]);
});

test("of the first token it is said that runs are without one, not without an end", () => {
  const words = { nothing: "no run", lacked: "a first token" };

  expect(ecdfChart(makeDistribution(), { ...ECDF, lacked: words.lacked }).basis).toBe(
    "n 60 attempted runs, 20 runs without a first token",
  );
  expect(prepareTimeFigures(makeDistribution(), words)[1]?.why).toBe(
    "not reached: it lies among runs without a first token",
  );
});

test("without a run every chart says why it is empty, and what to do", () => {
  const nothing = makeDistribution({ n: 0, ended: 0, ecdf: [], histogram: [] });
  const report = makeScenarioReport({
    trend: [],
    reliability: { ...makeScenarioReport().reliability, repeated: [], heat: [] },
  });
  const charts = [
    ecdfChart(nothing, ECDF),
    histogramChart(nothing, ECDF),
    latencyTrendChart(report, "total", LOOK),
    successTrendChart(report, LOOK),
    passChart(report, LOOK),
    heatChart(report),
    outcomeStackChart(outcomeBars(report), { title: "Outcomes", preliminary: null }),
  ];

  expect(charts.map(({ empty }) => empty?.why !== undefined && empty.whatToDo !== "")).toEqual(charts.map(() => true));
});

test("a batch without a success is a gap, not zero; each batch opens from its point", () => {
  const trend = [
    makeTrendPoint(),
    makeTrendPoint({ batch_id: 8, started_at: "2026-11-20T16:00:00.000Z", n: 0, total_p50: null, total_p10: null }),
  ];

  const chart = latencyTrendChart(makeScenarioReport({ trend }), "total", LOOK);

  expect(chart.points).toHaveLength(1);
  expect(chart.points[0]).toMatchObject({ index: 0, href: "/batches/7" });
  expect(chart.points[0]?.lines).toEqual([
    "median 24.0 s",
    "95 % interval 21.0 s to 29.0 s",
    "p10-p90 20.0 s to 31.0 s",
    "n 8 of 9 attempted",
  ]);
  expect(chart.table.rows[1]?.[5]).toBe("none");
});

test("a change of the definition breaks the line: the points after it do not shift", () => {
  const trend = [
    makeTrendPoint(),
    makeTrendPoint({ batch_id: 8, definition_id: "bbbb", started_at: "2026-11-20T16:00:00.000Z" }),
  ];

  const { points } = latencyTrendChart(makeScenarioReport({ trend }), "total", LOOK);

  expect(points.map(({ index }) => index)).toEqual([0, 2]);
});

test("success is drawn where something passed, and the unchecked share where nothing could", () => {
  const { gaps_ms: _, ...block } = makeKpiBlock({ success: makeRate({ value: 0, numerator: 0 }) });

  expect(successTrendChart(makeScenarioReport(), LOOK).title).toBe("End-to-end success by batch");
  expect(successTrendChart(makeScenarioReport({ block }), LOOK).points[0]?.lines).toEqual([
    "completed, goal unchecked 89 % (57-98), 8/9",
  ]);
  expect(successTrendChart(makeScenarioReport({ block }), { ...LOOK, measured: "endpoints" }).points[0]?.lines).toEqual(
    ["completed 89 % (57-98), 8/9"],
  );
});

test("batches of one hour fill the axis of a week, batches of many days stand in their period", () => {
  const { period } = makeScenarioReport();
  const startedAt = (...times: string[]) => times.map((started_at) => makeTrendPoint({ started_at }));

  expect(shownRange({ period, trend: startedAt("2026-11-20T10:00:00.000Z", "2026-11-20T11:00:00.000Z") })).toEqual({
    from: "2026-11-20T09:57:00.000Z",
    to: "2026-11-20T11:03:00.000Z",
  });
  expect(shownRange({ period, trend: startedAt("2026-11-15T10:00:00.000Z", "2026-11-20T11:00:00.000Z") })).toBe(period);
  expect(shownRange({ period, trend: startedAt("2026-11-20T10:00:00.000Z") })).toBe(period);
  expect(shownRange({ period, trend: [] })).toBe(period);
});

test("pass^k says what it would be had every unjudged run passed", () => {
  const { reliability } = makeScenarioReport();
  const [first] = reliability.repeated;
  if (first === undefined) throw new Error("The fixture has five.");

  const chart = passChart(
    makeScenarioReport({ reliability: { ...reliability, repeated: [{ ...first, if_unevaluated_passed: 0.95 }] } }),
    LOOK,
  );

  expect(chart.points[0]?.lines).toEqual([
    "all pass: 90 %",
    "had every unjudged run passed: 95 %",
    "at least one passes: 90 %",
    "1 case",
  ]);
});

test("the heat map names weekday, hour and both counts", () => {
  expect(heatChart(makeScenarioReport()).points[0]).toMatchObject({
    heading: "Friday 10:00 UTC",
    lines: ["11 % did not succeed, 1/9"],
  });
});

test("each group of failures opens exactly its runs", () => {
  const [group] = prepareFailures(makeScenarioReport(), "agents");

  expect(group).toMatchObject({ count: "5", share: "8 %", exampleIds: [60, 44, 31] });
  expect(Object.fromEntries(new URLSearchParams(group?.href.split("?")[1]))).toEqual({
    scenario: "3",
    origin: "simulated",
    from: "2026-11-14T10:00:00.000Z",
    to: "2026-11-21T10:00:00.000Z",
    status: "timeout",
    goal: "not_evaluated",
    search: "idle_timeout",
  });
});

test("the figures above the tabs stand with interval and n, the unknown with the reason", () => {
  const figures = prepareFigures(makeScenarioReport(), "agents");

  expect(figures.map(({ title, figures: [first] }) => [title, first?.value, first?.interval ?? first?.basis])).toEqual([
    ["End-to-end success", "92", "83-97"],
    ["Completed, goal unchecked", "0", "0-6"],
    ["Total time, all attempted", "30.5", "22.0-38.0"],
    ["Time to first action", "30.5", "22.0-38.0"],
    ["Cost per success", "$0.0873", "$4.800 in all"],
  ]);
});

test("flake rate says over how many judged runs and cases", () => {
  expect(prepareFlakes(makeScenarioReport())).toBe(
    "Flake rate 16 % among 60 judged runs: the chance that two attempts at one case end differently; 1 of 1 case flaky.",
  );
});

test("a scenario of an endpoint speaks of tokens, and nowhere of actions", () => {
  const report = makeScenarioReport();
  const chart = latencyTrendChart(report, "ttft", { ...LOOK, measured: "endpoints" });

  const said = [
    ...prepareFigures(report, "endpoints").map(({ title }) => title),
    chart.title,
    ...chart.table.header,
    ...successTrendChart(report, { ...LOOK, measured: "endpoints" }).table.header,
  ];

  expect(said).toContain("Time to first token");
  expect(chart.title).toBe("First token by batch");
  expect(said.join(" ")).not.toMatch(/action/i);
});
