import { expect, test } from "vitest";
import { makeEstimate, makeKpiBlock } from "#fixtures/make-kpis.ts";
import { prepareBlockTiles } from "./prepare-block-tiles.ts";
import { tokenFigure, tokenTiles } from "./prepare-token-tile.ts";

const estimate = makeEstimate({ value: 77.34, n: 40, low: 70.2, high: 81.9, needed: null });
const percentiles = { p50: estimate, p95: estimate, p99: estimate };

test("a speed under 100 keeps a decimal, tokens are whole, both with interval and n", () => {
  expect(tokenFigure(estimate, "p50", "tokens/s")).toMatchObject({
    value: "77.3",
    interval: "70.2-81.9",
    basis: "n 40",
  });
  expect(tokenFigure(estimate, "p50", "tokens")).toMatchObject({ value: "77", unit: "tokens", interval: "70-82" });
});

test("a median of too few says how many it takes", () => {
  const few = makeEstimate({ value: null, n: 3, low: null, high: null, needed: 6 });

  expect(tokenFigure(few, "p50", "tokens")).toMatchObject({ value: null, why: "too few (3 of 6)" });
});

test("endpoints whose tokens are known have a tile of them between what completed and what it cost, others have none", () => {
  const tokens = { input: percentiles, output: percentiles, output_per_second: percentiles };
  const block = makeKpiBlock({ tokens, evaluated: { value: 0, numerator: 0, denominator: 60, low: 0, high: 0.06 } });
  const shown = { measured: "endpoints", block, previous: null, nothing: "none", runsHref: () => "/runs" } as const;

  expect(prepareBlockTiles(shown).outcomes.map(({ title }) => title)).toEqual([
    "Completed",
    "Output",
    "Cost per success",
  ]);
  expect([tokenTiles({ tokens: null, finished: 60 }), tokenTiles({ finished: 0 })]).toEqual([[], []]);
});

test("tokens that were not added up are not left out silently: the tile says from how many runs on, and what to do", () => {
  expect(tokenTiles({ finished: 5_001 })).toMatchObject([
    {
      title: "Output",
      figures: [{ value: null, why: "not added up" }],
      note: "Tokens are not added up over more than 5,000 runs: choose a shorter period, a scenario or a target.",
    },
  ]);
});
