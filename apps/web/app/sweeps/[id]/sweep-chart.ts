import { parseSlos, type LoadPercentile, type Sweep, type SweepLevel } from "@tfbench/contracts";
import { GRID, levelAxis, valueAxis } from "#components/charts/axes.ts";
import type { Chart } from "#components/charts/chart-model.ts";
import type { ChartTokens } from "#components/charts/read-tokens.ts";
import { LEVEL_LOOK, TRIED_LOOK } from "#components/status-look.ts";
import { durationUnitFor, formatDurationIn, inUnit, type DurationUnit } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import { sayLevel } from "../say-level.ts";
import { isHeld } from "./prepare.ts";

type Look = { title: string; metric: string; slot: number };
type Point = { level: SweepLevel; perSecond: number; ms: number; p95: LoadPercentile; n: number };

/** Levels whose p95 their sample supports. */
function pointsOf({ levels, search }: Pick<Sweep, "levels" | "search">, metric: string): Point[] {
  // A search goes up and down, and may come back to a level.
  const ordered = search === null ? levels : levels.toSorted((a, b) => a.level - b.level);
  return ordered.flatMap((level) => {
    const perSecond = level.figures?.throughput.completed_per_second ?? null;
    const measured = level.figures?.metrics[metric];
    const p95 = measured?.percentiles.p95;
    if (perSecond === null || measured === undefined || p95 === undefined || p95.needed !== null || p95.value === null)
      return [];
    return [{ level, perSecond, ms: p95.value, p95, n: measured.n }];
  });
}

/** What the objectives ask of the p95 of this metric; null where they say nothing of it. */
function limitOf({ slos, search }: Pick<Sweep, "slos" | "search">, metric: string): number | null {
  const { limits, thresholds } = parseSlos(search?.slos ?? slos);
  const asked = thresholds.flatMap(({ good, share }) => (good.kind === "limit" && share === 0.95 ? [good] : []));
  return [...asked, ...limits].find((each) => each.metric === metric && each.below)?.limit ?? null;
}

const write = (unit: DurationUnit, { value, low, high }: LoadPercentile): string => {
  const one = (ms: number | null) => (ms === null ? "open" : formatDurationIn(unit, ms));
  const interval = low === null && high === null ? "no interval" : `${one(low)}-${one(high)}`;
  return `${one(value)} ${unit} (${interval})`;
};

/** What was got through against what it cost in time: a point a level, joined in their order. */
export function sweepChart(
  sweep: Pick<Sweep, "axis" | "levels" | "slos" | "search">,
  { title, metric, slot }: Look,
): Chart {
  const points = pointsOf(sweep, metric);
  const limitMs = limitOf(sweep, metric);
  const unit = durationUnitFor([...points.map(({ ms }) => ms), limitMs]);
  const name = ({ level: { level } }: Point) => sayLevel(sweep.axis, level);
  const state = ({ level }: Point) => sayState(sweep, level);
  const missing = sweep.levels.length - points.length;
  return {
    title,
    basis: `p95, 95 % intervals; hollow: not ${sweep.search === null ? "held" : "met"}${missing === 0 ? "" : `; ${formatNumber(missing)} of ${formatNumber(sweep.levels.length)} ${sweep.search === null ? "levels" : "loads"} have none yet or too few runs`}`,
    preliminary: null,
    empty:
      points.length === 0
        ? { why: "No level has a p95 yet.", whatToDo: "It takes 59 runs of a level that have this time." }
        : null,
    table: {
      header: ["Level", "Completed per second", `p95 (${unit})`, "n", "State"],
      rows: points.map((point) => [
        name(point),
        formatNumber(point.perSecond, 2),
        write(unit, point.p95),
        formatNumber(point.n),
        state(point),
      ]),
    },
    points: points.map((point, index) => ({
      series: 0,
      index,
      heading: `${name(point)}: ${state(point)}`,
      lines: [
        `${formatNumber(point.perSecond, 2)} completed per second`,
        `p95 ${write(unit, point.p95)}, n ${formatNumber(point.n)}`,
      ],
      href: `/batches/${point.level.batch.id}`,
    })),
    options: (tokens) => ({
      grid: { ...GRID, bottom: 38, right: 40 },
      xAxis: levelAxis({ name: "completed per second" }),
      yAxis: valueAxis({ name: `p95 (${unit})` }),
      series: [curve(points, { sweep, unit, limitMs, color: tokens.series[slot] ?? tokens.text, tokens })],
    }),
  };
}

const triedOf = ({ search }: Pick<Sweep, "search">, { level }: SweepLevel) =>
  search?.tried.find((tried) => tried.level === level);

const sayState = (sweep: Pick<Sweep, "search">, level: SweepLevel): string =>
  sweep.search === null
    ? LEVEL_LOOK[level.state ?? "running"].word
    : TRIED_LOOK[triedOf(sweep, level)?.verdict ?? "undecided"].word;

const isFull = (sweep: Pick<Sweep, "search">, level: SweepLevel): boolean =>
  sweep.search === null ? isHeld(level) : triedOf(sweep, level)?.verdict === "met";

type Drawing = {
  sweep: Pick<Sweep, "search">;
  unit: DurationUnit;
  limitMs: number | null;
  color: string;
  tokens: ChartTokens;
};

const curve = (points: readonly Point[], { sweep, unit, limitMs, color, tokens }: Drawing) => ({
  type: "line",
  symbol: "circle",
  symbolSize: 8,
  lineStyle: { color, width: 1.5 },
  data: points.map((point) => ({
    value: [point.perSecond, inUnit(unit, point.ms)],
    itemStyle: { color: isFull(sweep, point.level) ? color : tokens.panel, borderColor: color, borderWidth: 1.5 },
    label: {
      show: true,
      position: "top",
      color: tokens.muted,
      fontSize: 11,
      formatter: formatNumber(point.level.level, Number.isInteger(point.level.level) ? 0 : 1),
    },
  })),
  ...(limitMs === null
    ? {}
    : {
        markLine: {
          symbol: "none",
          silent: true,
          lineStyle: { color: tokens.muted, type: "dashed", width: 1 },
          label: { color: tokens.muted, fontSize: 11, formatter: "SLO" },
          data: [{ yAxis: inUnit(unit, limitMs) }],
        },
      }),
});
