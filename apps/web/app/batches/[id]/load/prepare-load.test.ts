import type { BatchLoadReport } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { makeLoadMetric, makeLoadReport, makePercentile } from "#fixtures/make-load-report.ts";
import { loadFigure } from "./load-figure.ts";
import { loadScale } from "./load-scale.ts";
import { prepareLoadTiles } from "./prepare-load-tiles.ts";
import { prepareMetrics, prepareTurns } from "./prepare-metrics.ts";
import { strikeTiles } from "./strike-tiles.ts";

const closed = { kind: "closed", runs: 300, concurrency: 8, start_spread_ms: 0 } as const;
const titles = (report: ReturnType<typeof makeLoadReport>) => prepareMetrics(report).map(({ title }) => title);

test("under an open load what counts from due comes first, and is labelled", () => {
  expect(titles(makeLoadReport())).toEqual([
    "Response, from due",
    "Time to first token, from due",
    "Total, from start",
    "Time to first token, from start",
    "Output speed of a run",
  ]);
});

test("under a closed load only times from start are shown: the others are the same", () => {
  const report = makeLoadReport({ load: closed });

  expect(titles(report)).toEqual(["Total, from start", "Time to first token, from start", "Output speed of a run"]);
  expect(prepareLoadTiles(report, 7).times.map(({ title, note }) => [title, note])).toEqual([
    ["Total, from start", "Closed load: counted from each run's start."],
    ["Time to first token, from start", "Closed load: counted from each run's start."],
    ["Runs per second", null],
  ]);
});

test("the time to the first answer token is told where reasoning came before it", () => {
  const { metrics } = makeLoadReport();
  const report = makeLoadReport({ metrics: { ...metrics, ttfo_ms: makeLoadMetric({ mean: 410 }) } });

  expect(titles(report)).toContain("Time to first answer token");
});

test("the figures of a line share unit and decimals, with interval and n", () => {
  const [response] = prepareMetrics(makeLoadReport());
  const speed = prepareMetrics(makeLoadReport()).at(-1);

  expect(response).toMatchObject({
    unit: "ms",
    mean: "850",
    p50: { value: "812", unit: "ms", interval: "790-841", basis: "n 300", why: null, isGreyed: false },
    p99: { value: "1,400", interval: "1,300-open" },
    n: "300 attempts",
  });
  expect(speed).toMatchObject({ unit: "tokens/s", mean: "48.7", n: "300 successes" });
});

test.each([
  ["too few (60 of 299)", { value: null, low: null, high: null, needed: 299 }, { value: null, isGreyed: true }],
  ["not reached", { value: null, low: null, high: null }, { value: null, isGreyed: true }],
  [
    "no interval: worth about 14",
    { low: null, high: null, effective_n: 14 },
    { value: "812", interval: null, isGreyed: true },
  ],
])("a percentile that cannot be stated says %s", (why, percentile, shown) => {
  const metric = makeLoadMetric({ n: 60 });
  metric.percentiles.p99 = makePercentile(percentile);

  expect(loadFigure(metric, "p99", loadScale(metric))).toMatchObject({ why, ...shown });
});

test("what did not succeed is told with its reasons, and opens its runs", () => {
  const [completed] = prepareLoadTiles(makeLoadReport({ runs: 302 }), 7).outcomes;

  expect(completed).toMatchObject({
    title: "Completed",
    figures: [{ value: "99", basis: "297/300", interval: "97-99.7" }],
    note: "Not: 3 idle timeout. 2 runs ended by us, in no figure.",
    link: { href: "/runs?batch=7&status=completed", text: "Show 297 runs" },
  });
});

test("where a load had a warm-up or a cool-down, its figures open the measured runs alone", () => {
  const hrefsOf = (window: Partial<BatchLoadReport["window"]>) => {
    const report = makeLoadReport();
    const { outcomes, times } = prepareLoadTiles({ ...report, window: { ...report.window, ...window } }, 7);
    return [...outcomes, ...times].flatMap(({ link }) => link?.href ?? []);
  };

  for (const window of [{ warm_up_runs: 5 }, { warm_up_runs: 0, cool_down_runs: 3 }])
    expect(hrefsOf(window).every((href) => href.startsWith("/runs?batch=7&part=measured&"))).toBe(true);
  expect(hrefsOf({ warm_up_runs: 0 }).some((href) => href.includes("part="))).toBe(false);
});

test("a time that no run has says whose it would be: of successes under a closed load, of all runs under an open one", () => {
  const whyOf = (load: BatchLoadReport["load"]) =>
    prepareLoadTiles(makeLoadReport({ load, metrics: {} }), 7).times[0]?.figures[0]?.why;

  expect(whyOf(closed)).toBe("no successful run had one");
  expect(whyOf(makeLoadReport().load)).toBe("no run had one");
});

test("offered, started and completed runs per second stand side by side", () => {
  expect(
    prepareLoadTiles(makeLoadReport(), 7).times[2]?.figures.map(({ name, value, unit }) => [name, value, unit]),
  ).toEqual([
    ["offered", "10.0", "/s"],
    ["started", "9.97", "/s"],
    ["completed", "9.90", "/s"],
  ]);
});

test("every figure of an invalid batch is struck through, none of a valid one", () => {
  const tiles = prepareLoadTiles(makeLoadReport(), 7);
  const isStruck = (struck: typeof tiles) =>
    [...struck.outcomes, ...struck.times].flatMap(({ figures }) => figures.map((figure) => figure.isStruck === true));

  expect(new Set(isStruck(strikeTiles(tiles, true)))).toEqual(new Set([true]));
  expect(new Set(isStruck(strikeTiles(tiles, false)))).toEqual(new Set([false]));
});

test("of chats first and later turns are told apart, with how many conversations they come from", () => {
  const [one, few] = [makeLoadMetric({ n: 40 }), makeLoadMetric({ n: 0 })];
  const conversations = { count: 40, broken_off: 2, first_turn: { ttft_ms: one }, later_turns: { ttft_ms: few } };

  const turns = prepareTurns(makeLoadReport({ attempted: 118, conversations }));

  expect(turns?.sentence).toBe(
    "118 runs in 40 conversations. 2 conversations ended early, because a turn did not succeed.",
  );
  expect(turns?.tables.map(({ title, rows }) => [title, rows.length])).toEqual([
    ["First turns", 1],
    ["Later turns", 0],
  ]);
  expect(prepareTurns(makeLoadReport())).toBeNull();
});
