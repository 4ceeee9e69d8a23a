import type { LevelState, LoadMetric, Sweep, SweepLevel } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { makeBatch } from "#fixtures/make-batch.ts";
import { makeChartTokens } from "#fixtures/make-chart-tokens.ts";
import { makeLoadMetric, makeLoadReport, makePercentile } from "#fixtures/make-load-report.ts";
import { makeSearch, makeTried } from "#fixtures/make-search.ts";
import { chartLooks } from "./chart-looks.ts";
import { prepareLevels, prepareSweepProgress, prepareSweepSentence } from "./prepare.ts";
import { sweepChart } from "./sweep-chart.ts";

type Made = { state?: LevelState | null; perSecond?: number; metric?: Partial<LoadMetric> };

function makeLevel(level: number, { state = "measured", perSecond = level, metric = {} }: Made = {}): SweepLevel {
  const report = makeLoadReport();
  return {
    level,
    state,
    batch: makeBatch({ id: 100 + level, status: state === null ? "queued" : "finished", sweep_id: 3 }),
    validity: { verdict: "valid", reasons: [] },
    figures:
      state === null
        ? null
        : {
            ...report,
            metrics: { total_duration_ms: makeLoadMetric(metric), ttft_ms: makeLoadMetric() },
            throughput: { ...report.throughput, completed_per_second: perSecond },
          },
  };
}

const makeSweep = (levels: SweepLevel[]): Sweep => ({
  id: 3,
  scenario_id: 4,
  scenario_name: "Chat",
  target_name: "Local model",
  origin: "simulated",
  axis: "concurrency",
  levels,
  search: null,
  slos: ["p95(total_duration_ms) < 900", "ttft_ms < 200"],
  ended_levels: levels.filter(({ state }) => state !== null).length,
  status: "running",
  created_at: "2026-11-20T10:00:00.000Z",
  finished_at: null,
});

test("the conclusion names the highest level that was held and the first that was not", () => {
  const levels = [
    makeLevel(1),
    makeLevel(4, { perSecond: 12.34 }),
    makeLevel(8, { state: "unsteady" }),
    makeLevel(16, { state: null }),
  ];

  expect(prepareSweepSentence(makeSweep(levels))).toBe(
    "The highest level that was held: 4 at a time, with 12.3 completed per second. The first that was not: 8 at a time (unsteady).",
  );
  expect(prepareSweepSentence(makeSweep([makeLevel(1, { state: null })]))).toBe("No level has ended yet.");
  expect(prepareSweepSentence(makeSweep([makeLevel(1, { state: "no_success" })]))).toMatch(/^No level was held\. /);
});

test("a level that was not held below one that was is told as what it is: two that cannot both be right", () => {
  const levels = [
    makeLevel(4, { state: "invalid" }),
    makeLevel(8, { perSecond: 20 }),
    makeLevel(16, { state: "unsteady" }),
  ];

  expect(prepareSweepSentence(makeSweep(levels))).toBe(
    "The highest level that was held: 8 at a time, with 20.0 completed per second. The first that was not: 16 at a time (unsteady). A lower one was not: 4 at a time (invalid). Measure again to trust either.",
  );
});

test("progress says which level is measured, and how many are left to cancel", () => {
  const current = { ...makeLevel(4, { state: null }), batch: makeBatch({ status: "running" }) };

  const progress = prepareSweepProgress(makeSweep([makeLevel(1), current, makeLevel(8, { state: null })]));

  expect(progress).toEqual({
    sentence: "1 of 3 levels ended; measuring 4 at a time",
    done: 1,
    total: 3,
    cancelText: "Cancel 2 levels",
  });
});

test("a level that has not ended has no figure, and an unsteady one says why", () => {
  const unsteady = makeLevel(8, { state: "unsteady" });
  const why = {
    ...unsteady,
    figures: unsteady.figures && { ...unsteady.figures, steady: { is_steady: false, reasons: ["It grows."] } },
  };

  const rows = prepareLevels(makeSweep([makeLevel(1), why, makeLevel(16, { state: null })]));

  expect(rows.map(({ level, look, why: said, n }) => [level, look.word, said, n])).toEqual([
    ["1 at a time", "measured", null, "300"],
    ["8 at a time", "unsteady", "It grows.", "300"],
    ["16 at a time", "queued", null, "-"],
  ]);
  expect(rows[2]).toMatchObject({ completed: "-", response: { value: null } });
});

test("the chart has a point for each level with a p95, its SLO as a line, and the same in its table", () => {
  const few = { percentiles: { ...makeLoadMetric().percentiles, p95: makePercentile({ value: null, needed: 59 }) } };
  const levels = [makeLevel(1), makeLevel(4, { state: "invalid" }), makeLevel(8, { metric: few })];

  const chart = sweepChart(makeSweep(levels), { title: "t", metric: "total_duration_ms", quantile: "p95", slot: 0 });

  expect(chart.points.map(({ heading, href }) => [heading, href])).toEqual([
    ["1 at a time: measured", "/batches/101"],
    ["4 at a time: invalid", "/batches/104"],
  ]);
  expect(chart.table.rows).toHaveLength(2);
  expect(chart.basis).toContain("1 of 3 levels");
  expect(JSON.stringify(chart.options(makeChartTokens()))).toContain('"yAxis":900');
});

test("the chart of a search joins its levels in their order, full where they are met", () => {
  const tried = [makeTried(1), makeTried(4, { verdict: "missed" }), makeTried(2, { verdict: null })];
  const search = makeSearch({ tried, slos: ["p95(total_duration_ms) < 700"] });
  const sweep = { ...makeSweep([makeLevel(1), makeLevel(4), makeLevel(2)]), search };

  const chart = sweepChart(sweep, { title: "t", metric: "total_duration_ms", quantile: "p95", slot: 0 });

  expect(chart.points.map(({ heading }) => heading)).toEqual([
    "1 at a time: met",
    "2 at a time: undecided",
    "4 at a time: shown not to meet",
  ]);
  expect(chart.basis).toContain("hollow: not met");
  expect(JSON.stringify(chart.options(makeChartTokens()))).toContain('"yAxis":700');
});

test("a search is drawn at what its objectives limit, with a limit that every level keeps in view", () => {
  const search = makeSearch({ tried: [makeTried(1)], slos: ["p50(ttft_ms) < 2000", "p99(tpot_ms) < 9"] });
  const sweep = { ...makeSweep([makeLevel(1), makeLevel(1)]), search };

  const [look, other] = chartLooks(sweep);
  if (look === undefined) throw new Error("There is a chart for each limit.");
  const chart = sweepChart(sweep, { ...look, slot: 0 });

  expect([look.title, other?.title]).toEqual([
    "Throughput against p50(ttft_ms)",
    "Throughput against the whole answer, from start",
  ]);
  expect(chart.table.header[2]).toMatch(/^p50 /);
  const options = JSON.stringify(chart.options(makeChartTokens()));
  expect(options).toContain('"yAxis":2000');
  expect(options).toContain('"max":2500');
  expect(options.match(/"show":true/g)).toHaveLength(1);
});

test.each([
  [null, ["whole answer", "first token"]],
  [["success >= 0.9"], ["whole answer", "first token"]],
  [
    ["ttft_ms < 200", "p95(ttft_ms) < 300"],
    ["p95(ttft_ms)", "whole answer"],
  ],
  [["p80(ttft_ms) < 200"], ["whole answer", "first token"]],
])("the charts of objectives %j are of %j", (slos, titles) => {
  const search = slos === null ? null : makeSearch({ slos });

  const looks = chartLooks({ ...makeSweep([makeLevel(1)]), search });

  expect(looks.map(({ title }) => title)).toEqual(titles.map((title) => expect.stringContaining(title)));
});

test("without a level that has a p95 the chart says what it takes", () => {
  const chart = sweepChart(makeSweep([makeLevel(1, { state: null })]), {
    title: "t",
    metric: "ttft_ms",
    quantile: "p95",
    slot: 0,
  });

  expect(chart.empty?.why).toBe("No level has a p95 yet.");
});
