import type { RepeatedSuccess, ScenarioReport } from "@tfbench/contracts";
import { GRID, valueAxis } from "#components/charts/axes.ts";
import type { Chart } from "#components/charts/chart-model.ts";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatShare } from "#format/format-share.ts";

/** Of runs that nothing judges, those that completed are the ones that would have passed. */
const completedShare = ({ value, if_unevaluated_passed: completed }: RepeatedSuccess): number | null =>
  completed ?? value;
const sayShare = (share: number | null) => (share === null ? "too few runs" : `${formatShare(share)} %`);

/** The chance that k runs on an endpoint all complete, where nothing judges what they say. */
export function completionChart({ reliability, block }: ScenarioReport, { slot }: { slot: number }): Chart {
  const { repeated, cases } = reliability;
  return {
    title: "All of k runs complete",
    basis: `n ${countOf(block.attempted, "attempted run")} in ${countOf(cases, "case")}`,
    preliminary: null,
    empty: repeated.some((each) => completedShare(each) !== null)
      ? null
      : { why: "No attempted run in this period.", whatToDo: "Choose a longer period, or trigger a run." },
    table: {
      header: ["k", "All complete", "Cases", "Cases left out"],
      rows: repeated.map((each) => [
        String(each.k),
        sayShare(completedShare(each)),
        formatNumber(each.cases),
        formatNumber(each.left_out),
      ]),
    },
    points: repeated.map((each, index) => ({
      series: 0,
      index,
      heading: `k = ${each.k}`,
      lines: [`all complete: ${sayShare(completedShare(each))}`],
      href: null,
    })),
    options: (tokens) => {
      const color = tokens.series[slot] ?? tokens.text;
      return {
        grid: GRID,
        xAxis: { type: "category", data: repeated.map(({ k }) => `k = ${k}`) },
        yAxis: valueAxis({ name: "chance (%)", max: 100 }),
        series: [
          {
            type: "line",
            data: repeated.map((each) => {
              const share = completedShare(each);
              return share === null ? null : share * 100;
            }),
            connectNulls: false,
            symbolSize: 6,
            lineStyle: { color },
            itemStyle: { color },
          },
        ],
      };
    },
  };
}
