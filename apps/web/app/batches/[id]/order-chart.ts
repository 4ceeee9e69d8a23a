import type { BatchReport, OrderPoint } from "@tfbench/contracts";
import { GRID, levelAxis, niceStep, valueAxis } from "#components/charts/axes.ts";
import type { Chart } from "#components/charts/chart-model.ts";
import { outcomeColor, outcomeWord } from "#components/reports/outcome-look.ts";
import { countOf } from "#format/count-of.ts";
import { durationUnitFor, formatDurationIn, inUnit } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import { NO_TOTAL_TIME, nothingToDraw, preliminaryOf } from "./preliminary.ts";
import { dotPoint, isEnded } from "./run-dot.ts";

/** Each run in the order of its place: drift shows as a slope. Runs without an end stand as triangles at the top. */
export function orderChart(report: BatchReport): Chart {
  const shown = report.order.filter(({ status }) => status !== "queued" && status !== "running");
  const ended = shown.filter(isEnded);
  const unended = shown.filter((point) => !isEnded(point));
  const maxMs = Math.max(0, ...ended.map(({ total_duration_ms: ms }) => ms ?? 0));
  const unit = durationUnitFor([maxMs]);
  const top = inUnit(unit, maxMs * 1.12);
  const step = niceStep(top);
  const heading = ({ run_id: id, index }: OrderPoint) => `Run ${id}, number ${formatNumber(index + 1)} of the batch`;
  return {
    title: "Total time in the order of the batch",
    basis: `n ${countOf(ended.length, "run")}${unended.length === 0 ? "" : `, ${formatNumber(unended.length)} without an end`}${report.order_note === null ? "" : `; ${report.order_note}`}`,
    preliminary: preliminaryOf(report),
    empty: ended.length === 0 ? nothingToDraw(report, NO_TOTAL_TIME) : null,
    table: {
      header: ["Run", "Number in the batch", `Total time (${unit})`, "Started after (s)", "Ended as"],
      rows: shown.map((point) => [
        String(point.run_id),
        formatNumber(point.index + 1),
        isEnded(point) && point.total_duration_ms !== null ? formatDurationIn(unit, point.total_duration_ms) : "none",
        point.started_offset_ms === null ? "none" : formatNumber(point.started_offset_ms / 1_000, 1),
        outcomeWord(point),
      ]),
    },
    points: [
      ...ended.map((point, index) => dotPoint(point, heading(point), { series: 0, index })),
      ...unended.map((point, index) => dotPoint(point, heading(point), { series: 1, index })),
    ],
    options: (tokens) => ({
      grid: { ...GRID, bottom: 38 },
      xAxis: levelAxis({
        name: "number in the batch",
        max: Math.max(2, report.planned ?? 0, ...report.order.map(({ index }) => index + 1)),
      }),
      yAxis: valueAxis({ name: `total time (${unit})`, max: Math.ceil(top / step) * step }),
      series: [
        {
          type: "scatter",
          symbolSize: 6,
          data: ended.map((point) => ({
            value: [point.index + 1, inUnit(unit, point.total_duration_ms ?? 0)],
            itemStyle: { color: outcomeColor(point, tokens), opacity: 0.8 },
          })),
        },
        {
          type: "scatter",
          symbol: "triangle",
          symbolSize: 8,
          data: unended.map((point) => ({
            value: [point.index + 1, top],
            itemStyle: { color: outcomeColor(point, tokens) },
          })),
        },
      ],
    }),
  };
}
