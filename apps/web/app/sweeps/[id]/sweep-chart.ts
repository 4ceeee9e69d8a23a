import { parseSlos, type LoadPercentile, type Sweep, type SweepLevel } from "@tfbench/contracts";
import { GRID, levelAxis, niceStep, valueAxis } from "#components/charts/axes.ts";
import type { Chart } from "#components/charts/chart-model.ts";
import type { ChartTokens } from "#components/charts/read-tokens.ts";
import { LEVEL_LOOK, TRIED_LOOK } from "#components/status-look.ts";
import { durationUnitFor, formatDurationIn, inUnit, type DurationUnit } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import { sayLevel } from "../say-level.ts";
import { QUANTILES, type Quantile, type SweepLook } from "./chart-looks.ts";
import { isHeld } from "./prepare.ts";

type Look = SweepLook & { slot: number };
type Limited = Pick<SweepLook, "metric" | "quantile">;
type Point = { level: SweepLevel; perSecond: number; ms: number; percentile: LoadPercentile; n: number };

/** The smallest sample that supports each. */
const NEEDED: Record<Quantile, number> = { p50: 6, p90: 29, p95: 59, p99: 299 };

/** Levels whose percentile their sample supports. */
function pointsOf({ levels, search }: Pick<Sweep, "levels" | "search">, { metric, quantile }: Limited): Point[] {
  // A search goes up and down, and may come back to a level.
  const ordered = search === null ? levels : levels.toSorted((a, b) => a.level - b.level);
  return ordered.flatMap((level) => {
    const perSecond = level.figures?.throughput.completed_per_second ?? null;
    const measured = level.figures?.metrics[metric];
    const percentile = measured?.percentiles[quantile];
    if (perSecond === null || measured === undefined || percentile === undefined) return [];
    if (percentile.needed !== null || percentile.value === null) return [];
    return [{ level, perSecond, ms: percentile.value, percentile, n: measured.n }];
  });
}

/** What the objectives ask of this percentile of the metric; null where they say nothing of it. */
function limitOf({ slos, search }: Pick<Sweep, "slos" | "search">, { metric, quantile }: Limited): number | null {
  const { limits, thresholds } = parseSlos(search?.slos ?? slos);
  const asked = thresholds.flatMap(({ good, share }) =>
    good.kind === "limit" && share === QUANTILES[quantile] ? [good] : [],
  );
  return (
    [...asked, ...(quantile === "p95" ? limits : [])].find((each) => each.metric === metric && each.below)?.limit ??
    null
  );
}

const write = (unit: DurationUnit, { value, low, high }: LoadPercentile): string => {
  const one = (ms: number | null) => (ms === null ? "open" : formatDurationIn(unit, ms));
  const interval = low === null && high === null ? "no interval" : `${one(low)}-${one(high)}`;
  return `${one(value)} ${unit} (${interval})`;
};

/** What was got through against what it cost in time: a point a level, joined in their order. */
export function sweepChart(
  sweep: Pick<Sweep, "axis" | "levels" | "slos" | "search">,
  { title, metric, quantile, slot }: Look,
): Chart {
  const points = pointsOf(sweep, { metric, quantile });
  const limitMs = limitOf(sweep, { metric, quantile });
  const unit = durationUnitFor([...points.map(({ ms }) => ms), limitMs]);
  const name = ({ level: { level } }: Point) => sayLevel(sweep.axis, level);
  const state = ({ level }: Point) => sayState(sweep, level);
  const missing = sweep.levels.length - points.length;
  return {
    title,
    basis: `${quantile}, 95 % intervals; hollow: not ${sweep.search === null ? "held" : "met"}${missing === 0 ? "" : `; ${formatNumber(missing)} of ${formatNumber(sweep.levels.length)} ${sweep.search === null ? "levels" : "loads"} have none yet or too few runs`}`,
    preliminary: null,
    empty:
      points.length === 0
        ? {
            why: `No level has a ${quantile} yet.`,
            whatToDo: `It takes ${NEEDED[quantile]} runs of a level that have this time.`,
          }
        : null,
    table: {
      header: ["Level", "Completed per second", `${quantile} (${unit})`, "n", "State"],
      rows: points.map((point) => [
        name(point),
        formatNumber(point.perSecond, 2),
        write(unit, point.percentile),
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
        `${quantile} ${write(unit, point.percentile)}, n ${formatNumber(point.n)}`,
      ],
      href: `/batches/${point.level.batch.id}`,
    })),
    options: (tokens) => ({
      grid: { ...GRID, bottom: 38, right: 40 },
      xAxis: levelAxis({ name: "completed per second" }),
      yAxis: valueAxis({ name: `${quantile} (${unit})`, ...topOf(points, { unit, limitMs }) }),
      series: [curve(points, { sweep, unit, limitMs, color: tokens.series[slot] ?? tokens.text, tokens })],
    }),
  };
}

/** A line above every point has to be seen too. */
function topOf(points: readonly Point[], { unit, limitMs }: { unit: DurationUnit; limitMs: number | null }) {
  if (limitMs === null || points.some(({ ms }) => ms > limitMs)) return {};
  const limit = inUnit(unit, limitMs);
  const step = niceStep(limit);
  return { max: (Math.floor(limit / step) + 1) * step };
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
  labelLayout: { hideOverlap: true },
  data: points.map((point, at) => ({
    value: [point.perSecond, inUnit(unit, point.ms)],
    itemStyle: { color: isFull(sweep, point.level) ? color : tokens.panel, borderColor: color, borderWidth: 1.5 },
    label: {
      // One for all loads of a level.
      show: points[at + 1]?.level.level !== point.level.level,
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
