import type { RunContext, RunRank } from "@tfbench/contracts";
import { GRID, levelAxis, valueAxis } from "#components/charts/axes.ts";
import type { Chart, ChartPoint } from "#components/charts/chart-model.ts";
import type { ChartTokens } from "#components/charts/read-tokens.ts";
import { durationUnitFor, formatDurationIn, inUnit, type DurationUnit } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatShare } from "#format/format-share.ts";

/** Under so many runs a curve would be read as more than it is. */
const FEWEST_RUNS = 6;

/** The total time and the time to first action of one run, each on the curve of its like. */
export function prepareContext(context: RunContext, runId: number): Chart[] {
  return [
    chartOf(context.total, { title: "Total time among its like", context, runId }),
    chartOf(context.ttft, { title: "First action among its like", context, runId }),
  ];
}

type Place = { title: string; context: RunContext; runId: number };

function chartOf(rank: RunRank, { title, context, runId }: Place): Chart {
  const unit = durationUnitFor([rank.value_ms, ...rank.ecdf.map(({ ms }) => ms)]);
  const shareAt = shareReached(rank);
  const own: ChartPoint[] =
    rank.value_ms === null
      ? []
      : [
          {
            series: 1,
            index: 0,
            heading: `Run ${runId}: ${formatDurationIn(unit, rank.value_ms)} ${unit}`,
            lines: [rank.sentence],
            href: null,
          },
        ];
  const curve = rank.ecdf.map(({ ms, share }, index): ChartPoint => ({
    series: 0,
    index,
    heading: `${formatDurationIn(unit, ms)} ${unit} or less`,
    lines: [`${formatShare(share)} % of ${formatNumber(rank.n)} runs`],
    href: null,
  }));
  const isEmpty = rank.n < FEWEST_RUNS || rank.ecdf.length === 0;
  return {
    title,
    basis: `${rank.sentence}${rank.ended < rank.n && !isEmpty ? ` ${formatNumber(rank.n - rank.ended)} of them never got there.` : ""}`,
    preliminary: null,
    empty: isEmpty
      ? {
          why: "Too few other runs of this scenario, target and origin in 30 days to say where this one stands.",
          whatToDo: `There are ${formatNumber(rank.n)}; with ${FEWEST_RUNS} there is a curve.`,
        }
      : null,
    table: {
      header: [`Time (${unit})`, `Runs that took as long or less (%, n ${formatNumber(context.n)})`],
      rows: rank.ecdf.map(({ ms, share }) => [formatDurationIn(unit, ms), formatShare(share)]),
    },
    points: [...curve, ...own],
    options: (tokens) => optionsOf({ rank, unit, shareAt }, tokens),
  };
}

/** The height of the curve at the run's own time. */
const shareReached = ({ ecdf, value_ms: valueMs }: RunRank): number =>
  valueMs === null ? 0 : (ecdf.findLast(({ ms }) => ms <= valueMs)?.share ?? 0);

type Drawn = { rank: RunRank; unit: DurationUnit; shareAt: number };

function optionsOf({ rank, unit, shareAt }: Drawn, { baseline, text }: ChartTokens) {
  return {
    grid: { ...GRID, bottom: 38 },
    xAxis: levelAxis({ name: unit }),
    yAxis: valueAxis({ name: "% of runs", max: 100 }),
    series: [
      {
        type: "line",
        step: "end",
        symbol: "none",
        lineStyle: { color: baseline, width: 1.5 },
        data: rank.ecdf.map(({ ms, share }) => [inUnit(unit, ms), share * 100]),
      },
      {
        type: "scatter",
        symbolSize: 9,
        itemStyle: { color: text },
        data: rank.value_ms === null ? [] : [[inUnit(unit, rank.value_ms), shareAt * 100]],
      },
    ],
  };
}
