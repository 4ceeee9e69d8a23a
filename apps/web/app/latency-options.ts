import type { EChartsCoreOption } from "echarts/core";
import { seriesColor, type ChartTokens } from "#components/charts/read-tokens.ts";
import { formatDurationIn, inUnit } from "#format/duration-unit.ts";
import { formatExact } from "#format/format-instant.ts";
import { formatNumber } from "#format/format-number.ts";
import type { LatencyChart } from "./prepare-latency.ts";

type BandApi = { value: (dimension: number) => number; coord: (point: [number, number]) => [number, number] };

/** A box per step, as wide as the step: nothing is drawn through a step without a measurement. */
const drawBand = (color: string) => (_: unknown, api: BandApi) => {
  const [left, top] = api.coord([api.value(0), api.value(3)]);
  const [right, bottom] = api.coord([api.value(1), api.value(2)]);
  return {
    type: "rect",
    shape: { x: left, y: top, width: Math.max(right - left, 2), height: Math.max(bottom - top, 1) },
    style: { fill: color, opacity: 0.15 },
  };
};

function bandOf({ points, stepMs, unit }: LatencyChart): number[][] {
  return points.flatMap(({ at, p10Ms, p90Ms }) => {
    if (p10Ms === null || p90Ms === null) return [];
    const middle = Date.parse(at);
    return [[middle - stepMs / 2, middle + stepMs / 2, inUnit(unit, p10Ms), inUnit(unit, p90Ms)]];
  });
}

const medianOf = ({ points, unit }: LatencyChart) =>
  points.map(({ at, p50Ms }) => [Date.parse(at), p50Ms === null ? null : inUnit(unit, p50Ms)]);

function tooltipText(chart: LatencyChart, index: number): string {
  const point = chart.points[index];
  if (point === undefined) return "";
  const say = (valueMs: number | null) =>
    valueMs === null ? "none" : `${formatDurationIn(chart.unit, valueMs)} ${chart.unit}`;
  return `${formatExact(point.at)}<br>median <b>${say(point.p50Ms)}</b>, p10-p90 ${say(point.p10Ms)} to ${say(point.p90Ms)}<br>n ${point.n}`;
}

/** The chart library's own form of a prepared latency chart. */
export const latencyOptions =
  (chart: LatencyChart) =>
  (tokens: ChartTokens): EChartsCoreOption => {
    const color = seriesColor(tokens, chart.scenarioId);
    const label = { color: tokens.muted, fontSize: 11, fontFamily: tokens.font };
    return {
      grid: { left: 8, right: 12, top: 22, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      tooltip: {
        trigger: "axis",
        confine: true,
        backgroundColor: tokens.panel,
        borderColor: tokens.border,
        textStyle: { color: tokens.text, fontSize: 12, fontFamily: tokens.font },
        axisPointer: { lineStyle: { color: tokens.muted } },
        formatter: (hits: { seriesIndex: number; dataIndex: number }[]) =>
          tooltipText(chart, hits.find((hit) => hit.seriesIndex === 0)?.dataIndex ?? -1),
      },
      xAxis: {
        type: "time",
        min: Date.parse(chart.from),
        max: Date.parse(chart.to),
        axisLabel: { ...label, hideOverlap: true },
        axisLine: { lineStyle: { color: tokens.border } },
        axisTick: { show: false },
        splitLine: { show: false },
      },
      yAxis: {
        type: "value",
        name: `total time (${chart.unit})`,
        nameTextStyle: { ...label, align: "left" },
        min: 0,
        max: inUnit(chart.unit, chart.maxMs) * 1.05,
        splitNumber: 4,
        axisLabel: {
          ...label,
          showMaxLabel: false,
          formatter: (value: number) => formatNumber(value, Number.isInteger(value) ? 0 : 1),
        },
        splitLine: { lineStyle: { color: tokens.border, opacity: 0.6 } },
      },
      series: [
        {
          type: "line",
          data: medianOf(chart),
          connectNulls: false,
          symbol: "circle",
          symbolSize: 4,
          showSymbol: true,
          lineStyle: { color, width: 1.5 },
          itemStyle: { color },
        },
        {
          type: "custom",
          data: bandOf(chart),
          renderItem: drawBand(color),
          silent: true,
          z: 1,
          encode: { x: [0, 1], y: [2, 3] },
          tooltip: { show: false },
        },
      ],
    };
  };
