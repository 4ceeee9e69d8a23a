import type { Run, RunContext, RunRank } from "@tfbench/contracts";
import { GRID, valueAxis } from "#components/charts/axes.ts";
import type { Chart, ChartPoint } from "#components/charts/chart-model.ts";
import type { ChartTokens } from "#components/charts/read-tokens.ts";
import { measuredOf } from "#components/measured/measured-of.ts";
import { MEASURED_WORDS } from "#components/measured/measured-words.ts";
import { durationAxis } from "#components/reports/duration-axis.ts";
import { durationUnitFor, formatDurationIn, inUnit, type DurationUnit } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatShare } from "#format/format-share.ts";

/** Under so many runs a curve would be read as more than it is. */
const FEWEST_RUNS = 6;

/** The total time and the time to first action or token of one run, each on the curve of its like. */
export function prepareContext(context: RunContext, { id: runId, provider }: Pick<Run, "id" | "provider">): Chart[] {
  const { first, firstTitle } = MEASURED_WORDS[measuredOf(provider)];
  return [
    chartOf(context.total, { title: "Total time among its like", axis: "total time", context, runId }),
    chartOf(context.ttft, {
      title: `${firstTitle} among its like`,
      axis: first,
      context,
      runId,
    }),
  ];
}

type Place = { title: string; axis: string; context: RunContext; runId: number };

function chartOf(rank: RunRank, { title, axis, context, runId }: Place): Chart {
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
    basis: isEmpty ? rank.sentence : `${rank.sentence}${sayLacking(rank)}`,
    preliminary: null,
    empty: isEmpty ? emptyOf(rank) : null,
    table: {
      header: [`Time (${unit})`, `Runs that took as long or less (%, n ${formatNumber(context.n)})`],
      rows: rank.ecdf.map(({ ms, share }) => [formatDurationIn(unit, ms), formatShare(share)]),
    },
    points: [...curve, ...own],
    options: (tokens) => optionsOf({ rank, axis, unit, shareAt }, tokens),
  };
}

/** Dropped runs are among them, which never started. */
function sayLacking({ n, ended, rank_share: share }: RunRank): string {
  // Without a rank the API's sentence says how many have the time.
  if (ended === n || share === null) return "";
  return n - ended === 1 ? " 1 of them has no such time." : ` ${formatNumber(n - ended)} of them have no such time.`;
}

/** Too few runs is one reason, enough of them that have no such time the other. */
function emptyOf({ n }: RunRank): Chart["empty"] {
  if (n >= FEWEST_RUNS)
    return {
      why: "No other run of this scenario, target and origin in 30 days has this time.",
      whatToDo: "Show these runs to see how each ended.",
    };
  return {
    why: "Too few other runs of this scenario, target and origin in 30 days to say where this one stands.",
    whatToDo: `There are ${formatNumber(n)}; with ${FEWEST_RUNS} there is a curve.`,
  };
}

/** The height of the curve at the run's own time. */
const shareReached = ({ ecdf, value_ms: valueMs }: RunRank): number =>
  valueMs === null ? 0 : (ecdf.findLast(({ ms }) => ms <= valueMs)?.share ?? 0);

type Drawn = { rank: RunRank; axis: string; unit: DurationUnit; shareAt: number };

/** What the axis reaches over: curve and dot, and room for the shelf where runs have no such time. */
function reachOf({ ecdf, value_ms: valueMs, n, ended }: RunRank): { fromMs: number; toMs: number } {
  const times = [...ecdf.map(({ ms }) => ms), ...(valueMs === null ? [] : [valueMs])];
  const [fromMs, lastMs] = [Math.min(...times), Math.max(...times)];
  return { fromMs, toMs: ended < n ? lastMs + (lastMs - fromMs) * SHELF_ROOM : lastMs };
}
const SHELF_ROOM = 0.15;

/** The curve goes on level below 100 %: what is missing above it has no such time, as it never started or never came so far. */
function shelfSeries({ rank, unit }: Drawn, edgeMs: number, { baseline, muted }: ChartTokens) {
  const last = rank.ecdf.at(-1);
  if (last === undefined || rank.ended === rank.n) return [];
  return [
    {
      type: "line",
      silent: true,
      symbol: "none",
      lineStyle: { color: baseline, width: 1.5, type: "dashed" },
      data: [last.ms, edgeMs].map((ms) => [inUnit(unit, ms), last.share * 100]),
      endLabel: {
        show: true,
        color: muted,
        fontSize: 11,
        formatter: `${formatNumber(rank.n - rank.ended)} without`,
        offset: [-4, last.share > 0.9 ? 12 : -10],
        align: "right",
      },
    },
  ];
}

function optionsOf(drawn: Drawn, tokens: ChartTokens) {
  const { rank, axis, unit, shareAt } = drawn;
  const { baseline, text } = tokens;
  const { fromMs, toMs } = reachOf(rank);
  return {
    grid: { ...GRID, bottom: 38 },
    xAxis: durationAxis({
      name: `${axis} (${unit})`,
      isLog: false,
      from: inUnit(unit, fromMs),
      to: inUnit(unit, toMs),
    }),
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
      ...shelfSeries(drawn, toMs, tokens),
    ],
  };
}
