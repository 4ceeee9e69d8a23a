import { expect, test } from "vitest";
import { makeScenarioReport } from "#fixtures/make-reports.ts";
import { completionChart } from "./completion-chart.ts";

const repeated = { k: 2, value: 0, if_unevaluated_passed: 0.74, at_least_one: 0, cases: 1, left_out: 0 };
const chartOf = (each: Partial<typeof repeated> | { if_unevaluated_passed: null }) => {
  const { reliability } = makeScenarioReport();
  const report = makeScenarioReport({ reliability: { ...reliability, repeated: [{ ...repeated, ...each }] } });
  return completionChart(report, { slot: 0 });
};

test("of an endpoint that nothing judges it is told how likely k runs all complete, in words of no goal", () => {
  const chart = chartOf({});

  expect([chart.title, chart.basis, chart.points[0]?.lines]).toEqual([
    "All of k runs complete",
    "n 60 attempted runs in 1 case",
    ["all complete: 74 %"],
  ]);
  expect(chart.table.rows).toEqual([["2", "74 %", "1", "0"]]);
});

test("where no run completed the chance is 0 %, and without a run the chart says why it is empty", () => {
  expect(chartOf({ if_unevaluated_passed: null }).points[0]?.lines).toEqual(["all complete: 0 %"]);
  expect(completionChart(makeScenarioReport({ reliability: NOTHING }), { slot: 0 }).empty?.why).toBe(
    "No attempted run in this period.",
  );
});
const NOTHING = { ...makeScenarioReport().reliability, repeated: [], heat: [] };
