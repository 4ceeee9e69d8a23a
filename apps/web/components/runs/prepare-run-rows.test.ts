import type { RunSummary } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { makeRunSummary } from "#fixtures/make-run.ts";
import { prepareRunRows } from "./prepare-run-rows.ts";

test("a column has one unit, chosen by its largest value", () => {
  const { rows, heads } = prepareRunRows([
    makeRunSummary({ total_duration_ms: 812 }),
    makeRunSummary({ total_duration_ms: 41_000 }),
  ]);

  expect(heads.total).toBe("s");
  expect(rows.map(({ total }) => total)).toEqual(["0.8", "41.0"]);
  expect(rows.map(({ lasted }) => lasted)).toEqual(["0.8 s", "41.0 s"]);
});

test("what was not measured is a dash, not a zero", () => {
  const { rows } = prepareRunRows([
    makeRunSummary({ total_duration_ms: null, ttft_ms: null, steps: null, cost_usd: null }),
  ]);

  expect(rows[0]).toMatchObject({ total: "-", lasted: "no total", ttft: "-", steps: "-", cost: "-" });
});

test("the reason is the run's error, or else what decided its goal", () => {
  expect(prepareRunRows([makeRunSummary({ error: "broken", goal_reason: "null" })]).rows[0]?.reason).toBe("broken");
  expect(prepareRunRows([makeRunSummary({ goal_reason: "Every field is null." })]).rows[0]?.reason).toBe(
    "Every field is null.",
  );
});

test("goal and steps are of agents: endpoints alone have neither, unless somebody judged one", () => {
  const [agent, endpoint] = [
    makeRunSummary(),
    makeRunSummary({ provider: "openai", goal: "not_evaluated", steps: null }),
  ];
  const verdict = { goal: "passed", note: null, at: "2026-11-20T11:00:00.000Z" } as const;
  const headsOf = (runs: RunSummary[]) => {
    const { hasGoals, hasSteps } = prepareRunRows(runs).heads;
    return [hasGoals, hasSteps];
  };

  expect([[agent], [agent, endpoint], [endpoint], [{ ...endpoint, verdict }], []].map(headsOf)).toEqual([
    [true, true],
    [true, true],
    [false, false],
    [true, false],
    [true, true],
  ]);
});

test("beside agents a run on an endpoint has no goal, rather than one that was not evaluated", () => {
  const runs = [
    makeRunSummary({ goal: "not_evaluated" }),
    makeRunSummary({ provider: "openai", goal: "not_evaluated" }),
  ];

  expect(prepareRunRows(runs).rows.map(({ goal }) => goal)).toEqual(["not_evaluated", null]);
});

test("tokens and tags have columns only where some run has them; speeds of a column share their decimals", () => {
  const endpoint = { provider: "openai", output_tokens: 1_024, output_tokens_per_second: 77.34 } as const;
  const slow = [makeRunSummary(endpoint), makeRunSummary({ ...endpoint, output_tokens_per_second: null })];
  const fast = [makeRunSummary(endpoint), makeRunSummary({ ...endpoint, output_tokens_per_second: 640 })];

  expect(prepareRunRows(slow).rows.map(({ tokens, speed }) => [tokens, speed])).toEqual([
    ["1,024", "77.3"],
    ["1,024", "-"],
  ]);
  expect(prepareRunRows(fast).rows.map(({ speed }) => speed)).toEqual(["77", "640"]);
  expect(prepareRunRows(slow).heads).toMatchObject({ hasTokens: true, hasTags: false });
  expect(prepareRunRows([makeRunSummary({ tags: ["night"] })]).heads).toMatchObject({
    hasTokens: false,
    hasTags: true,
  });
});

test("the first time is called by what its runs are: an action of agents, a token of endpoints, both where they mix", () => {
  const [agent, endpoint] = [makeRunSummary(), makeRunSummary({ provider: "openai" })];

  expect([[agent], [endpoint], [agent, endpoint], []].map((runs) => prepareRunRows(runs).heads.first)).toEqual([
    "First action",
    "First token",
    "First action/token",
    "First action/token",
  ]);
});
