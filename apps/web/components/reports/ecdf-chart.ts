import type { Distribution } from "@tfbench/contracts";
import { GRID, valueAxis } from "#components/charts/axes.ts";
import type { Chart, ChartPoint } from "#components/charts/chart-model.ts";
import type { ChartTokens } from "#components/charts/read-tokens.ts";
import { countOf } from "#format/count-of.ts";
import { durationUnitFor, formatDurationIn, inUnit, type DurationUnit } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatShare } from "#format/format-share.ts";
import { durationAxis } from "./duration-axis.ts";

export type EcdfLook = {
  title: string;
  axis: string;
  /** What the runs of the shelf are without: "an end", "a first token". */
  lacked: string;
  /** Said where there is no run at all. */
  nothing: { why: string; whatToDo: string };
  slot: number;
  isLog: boolean;
  preliminary: string | null;
};

const shelfOf = ({ n, ended }: Distribution, lacked: string): string | null =>
  n === ended ? null : `${countOf(n - ended, "run")} without ${lacked}`;

function emptyOf({ n, ended }: Distribution, nothing: EcdfLook["nothing"]): Chart["empty"] {
  if (ended > 0) return null;
  return n === 0
    ? nothing
    : { why: `None of ${countOf(n, "run")} has this time.`, whatToDo: "Open its runs to see how each ended." };
}

/** How many runs had ended after so long: a curve of steps that stops below 100 % where runs never ended. */
export function ecdfChart(distribution: Distribution, look: EcdfLook): Chart {
  const { title, axis, lacked, slot, isLog, preliminary } = look;
  const { ecdf, n } = distribution;
  const unit = durationUnitFor(ecdf.map(({ ms }) => ms));
  const shelf = shelfOf(distribution, lacked);
  const [firstMs, lastMs] = [ecdf[0]?.ms ?? 0, ecdf.at(-1)?.ms ?? 0];
  // Room for the shelf to be seen.
  const maxMs = shelf === null ? lastMs : lastMs + (lastMs - firstMs) * 0.25;
  return {
    title,
    basis: `n ${countOf(n, "attempted run")}${shelf === null ? "" : `, ${shelf}`}`,
    preliminary,
    empty: emptyOf(distribution, look.nothing),
    table: {
      header: [`${axis} (${unit})`, "Runs that took this long or less (%)"],
      rows: ecdf.map(({ ms, share }) => [formatDurationIn(unit, ms), formatNumber(share * 100, 1)]),
    },
    points: pointsOf(distribution, unit),
    options: (tokens) => ({
      grid: { ...GRID, bottom: 38 },
      tooltip: { trigger: "item" },
      xAxis: durationAxis({
        name: `${axis} (${unit})`,
        isLog,
        from: inUnit(unit, firstMs),
        to: inUnit(unit, maxMs),
      }),
      yAxis: valueAxis({ name: "share of attempted runs (%)", max: 100 }),
      series: [
        curveSeries(distribution, unit, { tokens, slot }),
        ...shelfSeries(distribution, inUnit(unit, maxMs), { unit, lacked, tokens, slot }),
      ],
    }),
  };
}

type Look = { tokens: ChartTokens; slot: number };

const labelOf = ({ muted }: ChartTokens) => ({ color: muted, fontSize: 11 });

/** The steps, with p50 and p95 as guides where they are reached. */
function curveSeries(distribution: Distribution, unit: DurationUnit, { tokens, slot }: Look) {
  const { ecdf } = distribution;
  const color = tokens.series[slot] ?? tokens.text;
  return {
    type: "line",
    step: "end",
    data: [
      ...ecdf.slice(0, 1).map(({ ms }) => [inUnit(unit, ms), 0]),
      ...ecdf.map(({ ms, share }) => [inUnit(unit, ms), share * 100]),
    ],
    symbolSize: 3,
    showSymbol: ecdf.length <= 60,
    lineStyle: { color },
    itemStyle: { color },
    markLine: {
      symbol: "none",
      silent: true,
      lineStyle: { color: tokens.muted, type: "dashed", width: 1 },
      data: guidesOf(distribution, unit).map(({ name, at }) => ({
        xAxis: at,
        label: { ...labelOf(tokens), formatter: name, position: "end", distance: 2 },
      })),
    },
  };
}

type Shelf = Look & { unit: DurationUnit; lacked: string };

/** From the last run that ended to the edge: what is missing above it never ended. */
function shelfSeries(distribution: Distribution, edge: number, { unit, lacked, tokens, slot }: Shelf) {
  const { n, ended } = distribution;
  const last = distribution.ecdf.at(-1);
  if (n === ended || last === undefined) return [];
  return [
    {
      type: "line",
      silent: true,
      // Over the guides, which stand at 5: on a phone its words lie across them.
      z: 6,
      data: [
        [inUnit(unit, last.ms), last.share * 100],
        [edge, last.share * 100],
      ],
      showSymbol: false,
      lineStyle: { color: tokens.series[slot] ?? tokens.text, type: "dashed" },
      endLabel: {
        show: true,
        ...labelOf(tokens),
        formatter: `${formatNumber(n - ended)} without ${lacked}`,
        backgroundColor: tokens.panel,
        padding: [1, 3],
        // Above the line there is nothing, unless it is nearly at the top.
        offset: [-4, last.share > 0.9 ? 12 : -10],
        align: "right",
      },
    },
  ];
}

/** Position 0 is the foot of the first step. */
const pointsOf = ({ ecdf, n }: Distribution, unit: DurationUnit): ChartPoint[] =>
  ecdf.map(({ ms, share }, index) => ({
    series: 0,
    index: index + 1,
    heading: `${formatDurationIn(unit, ms)} ${unit}`,
    lines: [`${formatShare(share)} % of ${countOf(n, "run")} took this long or less`],
    href: null,
  }));

function guidesOf(distribution: Distribution, unit: DurationUnit): { name: string; at: number }[] {
  return (["p50", "p95"] as const).flatMap((name) => {
    const { value } = distribution[name];
    return value === null ? [] : [{ name, at: inUnit(unit, value) }];
  });
}
