import type { KpiBlock } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { makeEmptyBlock, makeEstimate, makeKpiBlock, makeRate } from "#fixtures/make-kpis.ts";
import { prepareBlockTiles } from "./prepare-block-tiles.ts";

const tilesOf = (block: KpiBlock, previous: KpiBlock | null = null) => {
  const { outcomes, times } = prepareBlockTiles({
    measured: "agents",
    block,
    previous,
    nothing: "no finished run",
    runsHref: (filter) => `/runs?${new URLSearchParams(filter)}`,
  });
  return Object.fromEntries([...outcomes, ...times].map((tile) => [tile.title, tile]));
};

test("every tile links to the runs behind its figure", () => {
  const tiles = tilesOf(makeKpiBlock());

  expect(tiles["End-to-end success"]?.link).toEqual({ href: "/runs?goal=passed", text: "Show 55 runs" });
  expect(tiles["Completed, goal unchecked"]?.link).toBeNull();
  expect(tiles["Time to first action"]?.link).toEqual({
    href: "/runs?status=completed&sort=-ttft_ms",
    text: "Show slowest",
  });
});

test("the period before stands beside each figure in words", () => {
  const tiles = tilesOf(
    makeKpiBlock(),
    makeKpiBlock({ finished: 28, success: makeRate({ value: 0.5, numerator: 14, denominator: 28 }) }),
  );

  expect(tiles["End-to-end success"]?.previous).toBe("28 runs before: 50 % (14/28)");
  expect(tiles["Total time"]?.previous).toBe("28 runs before: p50 812, p95 1,400 ms");
  expect(tiles["Cost per success"]?.previous).toBe("28 runs before: $0.0873 per success");
});

test("a period before without a run is not told again by every tile", () => {
  expect(tilesOf(makeKpiBlock(), makeEmptyBlock())["Total time"]?.previous).toBeNull();
});

test("unjudged runs make success a range", () => {
  expect(tilesOf(makeKpiBlock({ success_if_unevaluated_passed: 0.98 }))["End-to-end success"]?.note).toBe(
    "98 % if every unjudged run had passed",
  );
});

test("percentiles that may lie among runs without an end are greyed", () => {
  const figures = tilesOf(makeKpiBlock({ unfinished_share: 0.08 }))["Total time"]?.figures;

  expect(figures?.map(({ name, isGreyed }) => [name, isGreyed])).toEqual([
    ["p50", false],
    ["p95", true],
    ["p99", true],
  ]);
  expect(tilesOf(makeKpiBlock({ unfinished_share: 0.08 }))["Total time"]?.note).toBe(
    "Successes only; 8 % of attempted runs are not among them.",
  );
});

test("gaps count gaps and say from how many runs they come", () => {
  const tile = tilesOf(
    makeKpiBlock({
      gaps_ms: {
        p50: makeEstimate({ n: 240 }),
        p95: makeEstimate({ n: 240 }),
        p99: makeEstimate({ n: 240 }),
        runs: 55,
      },
    }),
  )["Gaps between actions"];

  expect([tile?.figures[0]?.basis, tile?.note]).toEqual(["n 240 gaps", "Pooled over 55 runs."]);
});

test.each([
  [{ total: 4.8, known: 60, of: 60, per_success: 0.0873 }, "$0.0873", "$4.800 in all", null],
  [{ total: 4.8, known: 47, of: 60, per_success: 0.0873 }, "$0.0873", "at least $4.800, 47 of 60 known", null],
  [{ total: 4.8, known: 60, of: 60, per_success: null }, null, "no success; spent $4.800", "no success to divide by"],
  [{ total: null, known: 0, of: 60, per_success: null }, null, null, "cost not known"],
  [{ total: null, known: 0, of: 0, per_success: null }, null, null, "no finished run"],
])("the cost %j is never made up", (cost, value, note, why) => {
  const tile = tilesOf(makeKpiBlock({ cost_usd: cost }))["Cost per success"];

  expect([tile?.figures[0]?.value, tile?.note, tile?.figures[0]?.why]).toEqual([value, note, why]);
});

test("without a run no tile shows a number", () => {
  const figures = Object.values(tilesOf(makeEmptyBlock())).flatMap((tile) => tile.figures);

  expect(figures.map(({ value }) => value).filter((value) => value !== null)).toEqual([]);
});

test("where nothing passed and most is unjudged, success is not evaluated and what is known comes first", () => {
  const block = makeKpiBlock({
    success: makeRate({ value: 0, numerator: 0 }),
    success_if_unevaluated_passed: 55 / 60,
    completed_unchecked: makeRate(),
    goal_success: makeRate({ value: 0, numerator: 0, denominator: 2 }),
  });

  const [first, success, goal] = prepareBlockTiles({
    measured: "agents",
    block,
    previous: null,
    nothing: "",
    runsHref: () => "",
  }).outcomes;

  expect(first).toMatchObject({ title: "Completed, goal unchecked", figures: [{ value: "92" }] });
  expect(success).toMatchObject({
    title: "End-to-end success",
    figures: [{ value: null, why: "not evaluated" }],
    note: "0 to 92 %: 55 completed runs had no check that could judge the goal",
  });
  expect(goal).toMatchObject({ figures: [{ value: null }], note: "none was judged as passed, 2 runs as missed" });
});

test("where most were judged as missed, 0 % is said as it is", () => {
  const missed = makeKpiBlock({
    success: makeRate({ value: 0, numerator: 0 }),
    completed_unchecked: makeRate({ value: 5 / 60, numerator: 5 }),
    by_goal: { ...makeKpiBlock().by_goal, failed: 50 },
  });

  expect(tilesOf(missed)["End-to-end success"]?.figures[0]?.value).toBe("0");
});

test("what an endpoint's text says is judged by nobody: its runs completed, and nothing is said of goals", () => {
  const block = makeKpiBlock({ evaluated: makeRate({ value: 0, numerator: 0 }), completed_unchecked: makeRate() });
  const shown = { measured: "endpoints", block, previous: null, nothing: "", runsHref: () => "" } as const;

  expect(prepareBlockTiles(shown).outcomes.map(({ title }) => title)).toEqual(["Completed", "Cost per success"]);
});
