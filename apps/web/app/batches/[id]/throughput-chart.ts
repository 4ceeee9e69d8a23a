import type { BatchReport } from "@tfbench/contracts";
import { GRID, levelAxis, valueAxis } from "#components/charts/axes.ts";
import type { Chart } from "#components/charts/chart-model.ts";
import { drawBar } from "#components/reports/draw-bar.ts";
import { durationUnitFor, formatDurationIn, inUnit } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import { nothingToDraw, preliminaryOf } from "./preliminary.ts";

/** How many runs ended in each step, and how many were open meanwhile: both counted in runs. */
export function throughputChart(report: BatchReport, { slot }: { slot: number }): Chart {
  const { throughput } = report;
  const unit = durationUnitFor([throughput.at(-1)?.to_offset_ms ?? null]);
  const between = (from: number, to: number) => `${formatDurationIn(unit, from)} to ${formatDurationIn(unit, to)}`;
  return {
    title: "Throughput",
    basis: "bars: runs that ended; line: runs open",
    preliminary: preliminaryOf(report),
    empty: throughput.length === 0 ? nothingToDraw(report, "No run of this batch started.") : null,
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
      const last = throughput.at(-1);
      return {
        grid: { ...GRID, bottom: 38, right: 48 },
        xAxis: levelAxis({ name: `after the first start (${unit})`, max: inUnit(unit, last?.to_offset_ms ?? 1) }),
        yAxis: { ...valueAxis({ name: "runs" }), minInterval: 1 },
        series: [
          {
            type: "custom",
            name: "ended",
            renderItem: drawBar(color, 0.55),
            encode: { x: [0, 1], y: 2 },
            data: throughput.map((step) => [
              inUnit(unit, step.from_offset_ms),
              inUnit(unit, step.to_offset_ms),
              step.finished,
            ]),
          },
          {
            type: "line",
            name: "open",
            step: "end",
            showSymbol: false,
            data: [
              ...throughput.map((step) => [inUnit(unit, step.from_offset_ms), step.in_flight]),
              ...(last === undefined ? [] : [[inUnit(unit, last.to_offset_ms), last.in_flight]]),
            ],
            lineStyle: { color: tokens.text, width: 1.5 },
            endLabel: { show: true, formatter: "open", color: tokens.muted, fontSize: 11 },
          },
        ],
      };
    },
  };
}
