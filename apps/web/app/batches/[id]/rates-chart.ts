import type { BatchReport, Rate } from "@tfbench/contracts";
import { GRID, levelAxis } from "#components/charts/axes.ts";
import { bandSeries, type Band } from "#components/charts/band-series.ts";
import type { Chart } from "#components/charts/chart-model.ts";
import { isUnjudged } from "#components/kpi/unjudged.ts";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatShare } from "#format/format-share.ts";
import { nothingToDraw, preliminaryOf } from "./preliminary.ts";

const RATES = [
  ["passed", "success"],
  ["completed, unchecked", "completed_unchecked"],
  ["goal success", "goal_success"],
  ["infrastructure success", "infrastructure_success"],
] as const;

const NEEDS_CHECKS: ReadonlySet<string> = new Set(["success", "goal_success"]);
const NONE: ReadonlySet<string> = new Set();

const sayRate = ({ value, low, high, numerator, denominator }: Rate) =>
  value === null || low === null || high === null
    ? "no run to divide by"
    : `${formatShare(value)} % (${formatShare(low)}-${formatShare(high)}), ${formatNumber(numerator)}/${formatNumber(denominator)}`;

/** Each rate as a dot in its 95 % Wilson interval. */
export function ratesChart(report: BatchReport, { slot }: { slot: number }): Chart {
  const rates = RATES.map(([name, key], place) => ({
    name,
    key,
    rate: report.block[key],
    place: RATES.length - 1 - place,
  }));
  // A dot at 0 % would tell of the missing checks, not of the runs.
  const isLeftOut = isUnjudged(report.block) ? NEEDS_CHECKS : NONE;
  const known = rates.filter(({ key, rate }) => rate.value !== null && !isLeftOut.has(key));
  return {
    title: "Rates with their 95 % intervals",
    basis: `n ${countOf(report.block.attempted, "attempted run")}`,
    preliminary: preliminaryOf(report),
    empty: known.length === 0 ? nothingToDraw(report, "No run of this batch counts as attempted.") : null,
    table: {
      header: ["Rate", "Value"],
      rows: rates.map(({ name, key, rate }) => [name, isLeftOut.has(key) ? "not evaluated" : sayRate(rate)]),
    },
    points: known.map(({ name, rate }, index) => ({
      series: 0,
      index,
      heading: name,
      lines: [sayRate(rate)],
      href: null,
    })),
    options: (tokens) => {
      const color = tokens.series[slot] ?? tokens.text;
      const bands = known.flatMap(({ rate: { low, high }, place }): Band[] =>
        low === null || high === null ? [] : [[low * 100, high * 100, place - 0.14, place + 0.14]],
      );
      return {
        grid: { ...GRID, left: 128, top: 0, bottom: 38 },
        xAxis: { ...levelAxis({ name: "share (%)", max: 100 }), axisLine: { onZero: false } },
        yAxis: {
          type: "value",
          min: -1,
          max: RATES.length,
          interval: 1,
          splitLine: { show: false },
          axisLine: { show: false },
          axisTick: { show: false },
          axisLabel: { formatter: (value: number) => rates.find(({ place }) => place === value)?.name ?? "" },
        },
        series: [
          {
            type: "scatter",
            data: known.map(({ rate: { value }, place }) => [(value ?? 0) * 100, place]),
            symbolSize: 9,
            itemStyle: { color },
          },
          bandSeries(bands, color),
        ],
      };
    },
  };
}
