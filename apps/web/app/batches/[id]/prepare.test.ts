import { expect, test } from "vitest";
import { makeKpiBlock, makeRate } from "#fixtures/make-kpis.ts";
import { makeBatchReport, makeOrderPoint } from "#fixtures/make-reports.ts";
import { orderChart } from "./order-chart.ts";
import { preliminaryOf } from "./preliminary.ts";
import { prepareBatchTiles, prepareCases, prepareValidity, prepareVerdicts } from "./prepare.ts";
import { ratesChart } from "./rates-chart.ts";
import { stripChart } from "./strip-chart.ts";
import { throughputChart } from "./throughput-chart.ts";

test("every run of the batch is a point that opens it; one without an end says so", () => {
  const chart = orderChart(makeBatchReport());

  expect(chart.basis).toBe("n 2 runs, 1 without an end");
  expect(chart.points.map(({ series, index, lines, href }) => [series, index, lines[1], href])).toEqual([
    [0, 0, "24.0 s", "/runs/11"],
    [0, 1, "30.0 s", "/runs/12"],
    [1, 0, "without an end", "/runs/13"],
  ]);
  expect(chart.table.rows[2]).toEqual(["13", "3", "none", "0.0", "timeout"]);
});

test("runs that wait or run are in no picture, and the picture says how much of the batch is known", () => {
  const report = makeBatchReport({
    is_preliminary: true,
    planned: 50,
    ended: 7,
    order: [makeOrderPoint(), makeOrderPoint({ run_id: 12, index: 1, status: "queued", total_duration_ms: null })],
  });

  expect(orderChart(report).points).toHaveLength(1);
  expect(preliminaryOf(report)).toBe("preliminary, 7 of 50");
  expect(preliminaryOf(makeBatchReport())).toBeNull();
});

test("the strip shows the runs that ended over the quartiles of their case", () => {
  const chart = stripChart(makeBatchReport());

  expect(chart.points.map(({ href }) => href)).toEqual(["/runs/11", "/runs/12"]);
  expect(chart.table.rows).toEqual([["Without inputs", "24.0", "25.5", "27.0", "28.5", "30.0"]]);
});

test("rates stand with their interval; one with nothing to divide by is left out of the picture, not drawn as zero", () => {
  const { block } = makeBatchReport();
  const report = makeBatchReport({
    block: { ...block, goal_success: { value: null, numerator: 0, denominator: 0, low: null, high: null } },
  });

  const chart = ratesChart(report, { slot: 0 });

  expect(chart.points.map(({ heading }) => heading)).toEqual([
    "passed",
    "completed, unchecked",
    "infrastructure success",
  ]);
  expect(chart.points[0]?.lines).toEqual(["92 % (83-97), 55/60"]);
  expect(chart.table.rows[2]).toEqual(["goal success", "no run to divide by"]);
});

test("where nothing was judged no rate stands at 0 %: it would tell of the missing checks", () => {
  const [none, all] = [makeRate({ value: 0, numerator: 0 }), makeRate({ value: 1, numerator: 60 })];
  const block = makeKpiBlock({ success: none, goal_success: none, completed_unchecked: all, by_goal: NO_GOAL });
  const report = makeBatchReport({ block });
  const [one] = report.cases;
  if (one === undefined) throw new Error("A report has a case.");

  const chart = ratesChart(report, { slot: 0 });
  const [row] = prepareCases([{ ...one, passed: 0, completed_unchecked: 3 }]);

  expect(chart.points.map(({ heading }) => heading)).toEqual(["completed, unchecked", "infrastructure success"]);
  expect(chart.table.rows.slice(0, 1)).toEqual([["passed", "not evaluated"]]);
  expect(row?.passed).toBe("not evaluated");
});
const NO_GOAL = { passed: 0, partial: 0, failed: 0, blocked: 0, task_invalid: 0, not_evaluated: 60 };

test("throughput counts runs that ended and runs that were open", () => {
  expect(throughputChart(makeBatchReport(), { slot: 0 }).points[0]?.lines).toEqual([
    "3 ended, 3 started",
    "2.4 open on average",
  ]);
});

test("before the first end every picture says that it waits", () => {
  const report = makeBatchReport({ is_preliminary: true, ended: 0, order: [], cases: [], throughput: [] });

  for (const chart of [orderChart(report), stripChart(report), throughputChart(report, { slot: 0 })])
    expect(chart.empty?.whatToDo).toBe("The chart fills as runs end.");
});

test("while a batch runs whose first runs brought no time, no chart says that none has ended", () => {
  const order = [makeOrderPoint({ status: "infra_error", goal: "not_evaluated", total_duration_ms: null })];

  expect(orderChart(makeBatchReport({ is_preliminary: true, ended: 1, order })).empty).toEqual({
    why: "No run of this batch has a total time.",
    whatToDo: "The chart fills as runs end.",
  });
});

test("where every run has ended without a time, no axis is drawn, and no chart waits for more", () => {
  const order = [makeOrderPoint({ status: "dropped", goal: "not_evaluated", total_duration_ms: null })];
  const report = makeBatchReport({ order, cases: [], throughput: [] });

  expect(
    [orderChart(report), stripChart(report), throughputChart(report, { slot: 0 })].map(({ empty }) => empty),
  ).toEqual([
    { why: "No run of this batch has a total time.", whatToDo: "Open its runs to see how each ended." },
    { why: "No run of this batch has a total time.", whatToDo: "Open its runs to see how each ended." },
    { why: "No run of this batch started.", whatToDo: "Open its runs to see how each ended." },
  ]);
});

test("a verdict stands with its word, its sentence and the n it would need", () => {
  const total = {
    verdict: "too_few",
    e: 0,
    low: -0.1,
    high: 0.1,
    unit: "log_ratio",
    n_before: 9,
    n_after: 9,
    needed: 14,
    tail: null,
    sentence: "Too few samples against batch 6",
  } as const;
  const against = { batch_id: 6, started_at: null, note: "Noise unknown.", total, success: null };

  expect(prepareVerdicts(makeBatchReport({ against }))).toMatchObject([
    { name: "Total time", look: { word: "too few samples, needs 14" }, sentence: "Too few samples against batch 6" },
  ]);
  expect(prepareVerdicts(makeBatchReport())).toEqual([]);
});

test("a case lists its runs as dots that say how each ended, and why it has no median", () => {
  const [row] = prepareCases(makeBatchReport().cases);

  expect(row).toMatchObject({ passed: "67 %, 2/3", median: "too few (3 of 6)", flaky: "flaky", more: null });
  expect(row?.dots.map(({ title }) => title)).toEqual([
    "Run 11: passed, 24.0 s",
    "Run 12: passed, 30.0 s",
    "Run 13: timeout",
  ]);
});

test("what was not recorded is said, never shown as zero", () => {
  expect(prepareValidity(makeBatchReport()).map(({ name, value }) => [name, value])).toEqual([
    ["Our lateness (lag)", "not recorded"],
    ["Wait for a free slot", "not recorded"],
    ["Runs with events that shared a read", "not recorded"],
    ["In the provider's queue", "not recorded"],
    ["Aborted on our side", "0"],
    ["Not assessed", "calibration of the measuring machine"],
  ]);
});

test("the tiles of a batch open its own runs", () => {
  expect(prepareBatchTiles(makeBatchReport()).outcomes[0]?.link?.href).toBe("/runs?batch=7&goal=passed");
});
