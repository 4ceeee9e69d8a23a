import type { BatchReport, CaseReport } from "@tfbench/contracts";
import { GRID } from "#components/charts/axes.ts";
import type { Chart } from "#components/charts/chart-model.ts";
import { durationAxis } from "#components/reports/duration-axis.ts";
import { outcomeColor } from "#components/reports/outcome-look.ts";
import { countOf } from "#format/count-of.ts";
import { durationUnitFor, formatDurationIn, inUnit } from "#format/duration-unit.ts";
import { NO_TOTAL_TIME, nothingToDraw, preliminaryOf } from "./preliminary.ts";
import { dotPoint, isEnded } from "./run-dot.ts";

const GOLDEN = 0.6180339887498949;
/** Spreads dots over the height of a strip, the same way each time. */
const jitter = (index: number) => ((index * GOLDEN) % 1) * 0.5 - 0.25;

type BoxApi = { value: (dimension: number) => number; coord: (point: [number, number]) => [number, number] };

/** Box from the first to the third quartile with the median; whiskers to the extremes. */
const drawBox = (stroke: string, fill: string) => (_: unknown, api: BoxApi) => {
  const place = api.value(5);
  const x = (dimension: number) => api.coord([api.value(dimension), place])[0];
  const [, top] = api.coord([0, place + 0.38]);
  const [, bottom] = api.coord([0, place - 0.38]);
  const middle = (top + bottom) / 2;
  const line = (from: [number, number], to: [number, number], lineWidth: number) => ({
    type: "line",
    shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] },
    style: { stroke, lineWidth },
  });
  return {
    type: "group",
    children: [
      line([x(0), middle], [x(4), middle], 1),
      {
        type: "rect",
        shape: { x: x(1), y: top, width: Math.max(x(3) - x(1), 1), height: bottom - top },
        style: { fill, stroke, lineWidth: 1 },
      },
      line([x(2), top], [x(2), bottom], 2),
    ],
  };
};

/** Every run of each case as a dot over the case's box. */
export function stripChart(report: BatchReport): Chart {
  const { cases } = report;
  const dots = cases.flatMap((one) => one.repeats.filter(isEnded).map((dot, index) => ({ dot, one, index })));
  const unit = durationUnitFor(cases.map(({ box }) => box?.max ?? null));
  const sayBox = ({ box }: CaseReport) =>
    box === null
      ? ["none", "none", "none", "none", "none"]
      : [box.min, box.q1, box.median, box.q3, box.max].map((ms) => formatDurationIn(unit, ms));
  return {
    title: "Each run and the quartiles, by case",
    basis: `n ${countOf(dots.length, "run")} in ${countOf(cases.length, "case")}`,
    preliminary: preliminaryOf(report),
    empty: dots.length === 0 ? nothingToDraw(report, NO_TOTAL_TIME) : null,
    table: {
      header: [
        "Case",
        `Least (${unit})`,
        `Quartile 1 (${unit})`,
        `Median (${unit})`,
        `Quartile 3 (${unit})`,
        `Most (${unit})`,
      ],
      rows: cases.map((one) => [one.label, ...sayBox(one)]),
    },
    points: dots.map(({ dot, one }, index) => dotPoint(dot, `Run ${dot.run_id}, ${one.label}`, { series: 1, index })),
    options: (tokens) => ({
      grid: { ...GRID, left: 16, top: 8, bottom: 38 },
      xAxis: durationAxis({
        name: `total time (${unit})`,
        isLog: false,
        from: inUnit(unit, Math.min(...cases.map(({ box }) => box?.min ?? Infinity))),
        to: inUnit(unit, Math.max(...cases.map(({ box }) => box?.max ?? 0))),
      }),
      yAxis: { type: "value", min: -0.5, max: cases.length - 0.5, show: false },
      series: [
        {
          type: "custom",
          silent: true,
          z: 1,
          renderItem: drawBox(tokens.muted, tokens.sunken),
          encode: { x: [0, 1, 2, 3, 4], y: 5 },
          data: cases.flatMap(({ box }, place) =>
            box === null
              ? []
              : [[...[box.min, box.q1, box.median, box.q3, box.max].map((ms) => inUnit(unit, ms)), place]],
          ),
        },
        {
          type: "scatter",
          symbolSize: 6,
          data: dots.map(({ dot, one, index }) => ({
            value: [inUnit(unit, dot.total_duration_ms ?? 0), cases.indexOf(one) + jitter(index)],
            itemStyle: { color: outcomeColor(dot, tokens), opacity: 0.75 },
          })),
        },
      ],
    }),
  };
}
