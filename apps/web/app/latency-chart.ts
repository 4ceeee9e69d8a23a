import { markLine } from "#components/charts/history-marks.ts";
import { GRID, timeAxis, valueAxis } from "#components/charts/axes.ts";
import { bandSeries, type Band } from "#components/charts/band-series.ts";
import type { Chart, ChartPoint } from "#components/charts/chart-model.ts";
import { formatDurationIn, inUnit } from "#format/duration-unit.ts";
import { formatExact } from "#format/format-instant.ts";
import type { LatencyChart } from "./prepare-latency.ts";

const bandsOf = ({ points, stepMs, unit }: LatencyChart): Band[] =>
  points.flatMap(({ at, p10Ms, p90Ms }) => {
    if (p10Ms === null || p90Ms === null) return [];
    const middle = Date.parse(at);
    return [[middle - stepMs / 2, middle + stepMs / 2, inUnit(unit, p10Ms), inUnit(unit, p90Ms)] as const];
  });

function pointsOf(chart: LatencyChart): ChartPoint[] {
  const say = (valueMs: number | null) =>
    valueMs === null ? "none" : `${formatDurationIn(chart.unit, valueMs)} ${chart.unit}`;
  return chart.points.flatMap((point, index) =>
    point.p50Ms === null
      ? []
      : [
          {
            series: 0,
            index,
            heading: formatExact(point.at),
            lines: [`median ${say(point.p50Ms)}`, `p10-p90 ${say(point.p10Ms)} to ${say(point.p90Ms)}`, `n ${point.n}`],
            href: point.runsHref,
          },
        ],
  );
}

type LatencyLook = { slot: number; isLog: boolean };

/** Upper end of the axis: charts side by side share it, and a preview draws on the same. */
export const latencyMax = ({ unit, maxMs }: LatencyChart): number => inUnit(unit, maxMs) * 1.05;

/** The median as a line with gaps, p10 to p90 as a band. */
export const latencyChart = (latency: LatencyChart, { slot, isLog }: LatencyLook): Chart => ({
  title: latency.title,
  basis: latency.basis,
  preliminary: null,
  empty: null,
  table: latency.table,
  points: pointsOf(latency),
  options: (tokens) => {
    const color = tokens.series[slot] ?? tokens.text;
    return {
      grid: GRID,
      tooltip: { trigger: "axis" },
      xAxis: timeAxis(latency),
      yAxis: valueAxis({
        name: `total time (${latency.unit})`,
        isLog,
        max: latencyMax(latency),
      }),
      series: [
        {
          type: "line",
          data: latency.points.map(({ at, p50Ms }) => [
            Date.parse(at),
            p50Ms === null ? null : inUnit(latency.unit, p50Ms),
          ]),
          connectNulls: false,
          showSymbol: true,
          lineStyle: { color },
          itemStyle: { color },
          markLine: markLine(latency.marks, tokens),
        },
        bandSeries(bandsOf(latency), color),
      ],
    };
  },
});
