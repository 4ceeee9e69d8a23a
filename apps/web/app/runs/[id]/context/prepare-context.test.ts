import type { RunContext, RunRank } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { makeChartTokens } from "#fixtures/make-chart-tokens.ts";
import { prepareContext } from "./prepare-context.ts";

const rank: RunRank = {
  n: 40,
  ended: 38,
  value_ms: 1_500,
  rank_share: 0.5,
  ecdf: [
    { ms: 1_000, share: 0.25 },
    { ms: 1_400, share: 0.5 },
    { ms: 2_000, share: 0.95 },
  ],
  sentence: "Slower than 50 % of 40 runs.",
};
const makeContext = (changes: Partial<RunRank> = {}): RunContext => ({
  n: 40,
  scenario_id: 1,
  target_id: 1,
  origin: "simulated",
  from: "2026-11-01T00:00:00.000Z",
  to: "2026-12-01T00:00:00.000Z",
  note: null,
  total: { ...rank, ...changes },
  ttft: { ...rank, ...changes },
});
const totalOf = (changes: Partial<RunRank> = {}) =>
  prepareContext(makeContext(changes), { id: 7, provider: "tinyfish" })[0];

test("the run's dot lies on the curve of its like, and the API's sentence says where", () => {
  const chart = totalOf();

  expect(chart?.options(makeChartTokens())).toMatchObject({
    series: [
      {
        data: [
          [1_000, 25],
          [1_400, 50],
          [2_000, 95],
        ],
      },
      { data: [[1_500, 50]] },
      {},
    ],
  });
  expect(chart?.basis).toBe("Slower than 50 % of 40 runs. 2 of them have no such time.");
  expect(chart?.points.at(-1)).toMatchObject({ heading: "Run 7: 1,500 ms", lines: ["Slower than 50 % of 40 runs."] });
});

test("runs without the time, as dropped ones are, make a shelf below 100 %, none where all did", () => {
  const series = (changes: Partial<RunRank>) => totalOf(changes)?.options(makeChartTokens())["series"];

  expect(series({})).toMatchObject([
    {},
    {},
    {
      data: [
        [2_000, 95],
        [2_150, 95],
      ],
      endLabel: { formatter: "2 without" },
    },
  ]);
  expect(series({ ended: 40 })).toHaveLength(2);
});

test("a run without the time has no dot, never one at zero, and the API's sentence stands alone", () => {
  const sentence = "This run has no such time; 38 of 40 others have.";

  expect(totalOf({ value_ms: null, rank_share: null, sentence })?.basis).toBe(sentence);
  expect(totalOf({ value_ms: null })?.options(makeChartTokens())).toMatchObject({ series: [{}, { data: [] }, {}] });
});

test.each([
  [{ n: 5 }, /^Too few other runs/],
  [{ ecdf: [], ended: 0, n: 19 }, /^No other run of .* has this time/],
])("with %j there is no curve, and it is said why", (changes, why) => {
  expect(totalOf(changes)?.empty?.why).toMatch(why);
});

test("the table says the same as the curve", () => {
  expect(totalOf()?.table.rows).toEqual([
    ["1,000", "25"],
    ["1,400", "50"],
    ["2,000", "95"],
  ]);
});

test("of a run on an endpoint the first token is told, never an action", () => {
  const context = makeContext({ sentence: "First token later than 50 % of 40 runs." });

  const [, first] = prepareContext(context, { id: 7, provider: "openai" });

  expect([first?.title, first?.basis]).toEqual([
    "First token among its like",
    "First token later than 50 % of 40 runs. 2 of them have no such time.",
  ]);
});
