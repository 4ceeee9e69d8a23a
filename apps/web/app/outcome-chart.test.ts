import { expect, test } from "vitest";
import { makeChartTokens } from "#fixtures/make-chart-tokens.ts";
import { makeOutcomeStep, makeTrends } from "#fixtures/make-trends.ts";
import { outcomeChart, prepareOutcomes } from "./outcome-chart.ts";

const HOURS = ["2026-11-20T10:00:00.000Z", "2026-11-20T11:00:00.000Z", "2026-11-20T12:00:00.000Z"] as const;
const trends = makeTrends({
  outcomes: [
    makeOutcomeStep({
      from: HOURS[0],
      to: HOURS[1],
      status: { completed: 8, timeout: 2 },
      goal: { passed: 5, not_evaluated: 5 },
    }),
    makeOutcomeStep({ from: HOURS[1], to: HOURS[2] }),
  ],
});

test("only what occurred is a layer, the wanted one at the bottom", () => {
  expect(prepareOutcomes(trends, "status").layers.map(({ name, counts }) => [name, counts])).toEqual([
    ["completed", [8, 0]],
    ["timeout", [2, 0]],
  ]);
  expect(prepareOutcomes(trends, "goal").layers.map(({ name }) => name)).toEqual(["passed", "not evaluated"]);
});

test("a bar says each of its layers and n, and leads to its runs; a step without a run says nothing", () => {
  const { points } = outcomeChart(trends, "status");

  expect(points).toHaveLength(1);
  expect(points[0]).toMatchObject({
    series: 0,
    index: 0,
    lines: ["completed 8", "timeout 2", "n 10 finished"],
    href: "/runs?origin=simulated&from=2026-11-20T10%3A00%3A00.000Z&to=2026-11-20T11%3A00%3A00.000Z",
  });
});

test("layers are stacked in the colours of their meaning", () => {
  expect(outcomeChart(trends, "goal").options(makeChartTokens())["series"]).toMatchObject([
    { type: "bar", stack: "outcomes", itemStyle: { color: "good" } },
    { type: "bar", stack: "outcomes", itemStyle: { color: "baseline" } },
  ]);
});

test("the table has a row per step with a run, and names every layer", () => {
  expect(outcomeChart(trends, "status").table).toEqual({
    header: ["From (UTC)", "completed", "timeout", "Finished"],
    rows: [["2026-11-20 10:00", "8", "2", "10"]],
  });
});

test("a period without a run says so and what to do", () => {
  const { empty } = outcomeChart(makeTrends(), "goal");

  expect(empty).toEqual({
    why: "No run finished in this period",
    whatToDo: "Choose a longer period, or trigger a run.",
  });
});
