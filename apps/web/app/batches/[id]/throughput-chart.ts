import type { BatchReport } from "@tfbench/contracts";
import { GRID, valueAxis } from "#components/charts/axes.ts";
import type { Chart } from "#components/charts/chart-model.ts";
import { durationUnitFor, formatDurationIn, inUnit } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import { NOTHING_ENDED, preliminaryOf } from "./preliminary.ts";

/** From this width of a step on, in the unit of the axis, a label needs no decimals to tell it from its neighbours. */
const WIDE_STEP = 2;

/** How many runs ended in each step, and how many were open meanwhile: both counted in runs. */
export function throughputChart(report: BatchReport, { slot }: { slot: number }): Chart {
  const { throughput } = report;
  const unit = durationUnitFor([throughput.at(-1)?.to_offset_ms ?? null]);
  const between = (from: number, to: number) => `${formatDurationIn(unit, from)} to ${formatDurationIn(unit, to)}`;
  return {
    title: "Throughput",
    basis: "bars: runs that ended; line: runs open",
    preliminary: preliminaryOf(report),
    empty: throughput.length === 0 ? { ...NOTHING_ENDED, why: "No run has started yet." } : null,
    table: {
      header: [`After (${unit})`, "Started", "Ended", "Open, mean"],
      rows: throughput.map((step) => [
        between(step.from_offset_ms, step.to_offset_ms),
        formatNumber(step.started),
        formatNumber(step.finished),
        formatNumber(step.in_flight, 1),
      ]),
    },
    points: throughput.map((step, index) => ({
      series: 0,
      index,
      heading: `${between(step.from_offset_ms, step.to_offset_ms)} ${unit} after the first start`,
      lines: [
        `${formatNumber(step.finished)} ended, ${formatNumber(step.started)} started`,
        `${formatNumber(step.in_flight, 1)} open on average`,
      ],
      href: null,
    })),
    options: (tokens) => {
      const color = tokens.series[slot] ?? tokens.text;
      const width = throughput[1]?.from_offset_ms ?? 0;
      const digits = inUnit(unit, width) < WIDE_STEP ? 1 : 0;
      return {
        grid: { ...GRID, bottom: 38, right: 48 },
        xAxis: {
          type: "category",
          data: throughput.map(({ from_offset_ms: from }) => formatNumber(inUnit(unit, from), digits)),
          name: `after the first start (${unit})`,
          nameLocation: "middle",
          nameGap: 22,
        },
        yAxis: valueAxis({ name: "runs" }),
        series: [
          {
            type: "bar",
            name: "ended",
            data: throughput.map(({ finished }) => finished),
            itemStyle: { color, opacity: 0.55 },
            barCategoryGap: "20%",
          },
          {
            type: "line",
            name: "open",
            step: "middle",
            showSymbol: false,
            data: throughput.map(({ in_flight: open }) => open),
            lineStyle: { color: tokens.text, width: 1.5 },
            endLabel: { show: true, formatter: "open", color: tokens.muted, fontSize: 11 },
          },
        ],
      };
    },
  };
}
