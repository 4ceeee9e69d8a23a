import type { Measured, Rate, ScenarioReport, TrendPoint } from "@tfbench/contracts";
import { GRID, timeAxis, type valueAxis } from "#components/charts/axes.ts";
import { bandSeries, type Band } from "#components/charts/band-series.ts";
import { markLine, type HistoryMark } from "#components/charts/history-marks.ts";
import type { Chart } from "#components/charts/chart-model.ts";
import type { ChartTokens } from "#components/charts/read-tokens.ts";
import { MEASURED_WORDS } from "#components/measured/measured-words.ts";
import type { OutcomeBar } from "#components/reports/outcome-stack-chart.ts";
import { durationUnitFor, formatDurationIn } from "#format/duration-unit.ts";
import { formatExact } from "#format/format-instant.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatShare } from "#format/format-share.ts";
import { labelPlaces } from "./label-places.ts";

/** Said where no batch has a point. */
export const EMPTY_TREND = {
  why: "No run finished in this period.",
  whatToDo: "Choose a longer period, or trigger a run.",
};
const BATCH_WIDTH_SHARE = 1 / 150;

type Place = { datum: [number, number | null]; point: TrendPoint | null };

/** Batches in order of time; the line breaks where the definition changed, because what is measured is another thing. */
export function placesOf(trend: readonly TrendPoint[], valueOf: (point: TrendPoint) => number | null): Place[] {
  return trend.flatMap((point, index) => {
    const before = trend[index - 1];
    const at = Date.parse(point.started_at);
    const isBreak = before !== undefined && before.definition_id !== point.definition_id;
    return [
      ...(isBreak ? [{ datum: [at - 1, null], point: null } satisfies Place] : []),
      { datum: [at, valueOf(point)], point } satisfies Place,
    ];
  });
}

/** When the first batch of each new definition started. */
const breaksOf = (trend: readonly TrendPoint[]): HistoryMark[] =>
  trend.flatMap(({ started_at: at, definition_id }, index) => {
    const before = trend[index - 1];
    return before !== undefined && before.definition_id !== definition_id
      ? [{ at, kind: "break", text: "definition changed" }]
      : [];
  });

type Range = ScenarioReport["period"];

/** A week whose batches all ran within an hour would show them as one line. */
const FEWEST_OF_PERIOD = 1 / 4;
const MARGIN_SHARE = 1 / 20;

/** What the axis reaches over: the period, or only its batches where they take a small part of it. */
export function shownRange({ trend, period }: Pick<ScenarioReport, "trend" | "period">): Range {
  const starts = trend.map(({ started_at: at }) => Date.parse(at));
  const [firstMs, lastMs] = [Math.min(...starts), Math.max(...starts)];
  const spanMs = lastMs - firstMs;
  if (!(spanMs > 0) || spanMs > (Date.parse(period.to) - Date.parse(period.from)) * FEWEST_OF_PERIOD) return period;
  const marginMs = spanMs * MARGIN_SHARE;
  return {
    from: new Date(firstMs - marginMs).toISOString(),
    to: new Date(lastMs + marginMs).toISOString(),
  };
}

/** How wide a batch is drawn. */
export const widthOf = ({ from, to }: Range) => (Date.parse(to) - Date.parse(from)) * BATCH_WIDTH_SHARE;

/** A narrow band at each batch that has one. */
export const bandsOf = (
  trend: readonly TrendPoint[],
  width: number,
  ends: (point: TrendPoint) => [number, number] | null,
): Band[] =>
  trend.flatMap((point) => {
    const range = ends(point);
    const at = Date.parse(point.started_at);
    return range === null ? [] : [[at - width / 2, at + width / 2, ...range] as const];
  });

type TrendDrawing = {
  range: Range;
  trend: readonly TrendPoint[];
  data: readonly (readonly [number, number | null])[];
  bands: readonly Band[];
  yAxis: ReturnType<typeof valueAxis>;
  /** Flags at change points of what is drawn. */
  flags?: readonly HistoryMark[];
  /** Level lines, in the unit of the axis. */
  levels?: readonly { at: number; text: string }[];
};

/** A dot at each batch, a line with gaps, a band at each dot. */
export function drawTrend(
  { range, trend, data, bands, yAxis, flags = [], levels = [] }: TrendDrawing,
  tokens: ChartTokens,
  slot: number,
) {
  const color = tokens.series[slot] ?? tokens.text;
  return {
    grid: GRID,
    xAxis: timeAxis(range),
    yAxis,
    series: [
      {
        type: "line",
        data,
        connectNulls: false,
        showSymbol: true,
        symbolSize: 6,
        lineStyle: { color, width: 1 },
        itemStyle: { color },
        markLine: withLevels(markLine([...breaksOf(trend), ...flags], tokens), levels, tokens),
      },
      bandSeries(bands, color),
    ],
  };
}

function withLevels(
  { data, ...marks }: ReturnType<typeof markLine>,
  levels: readonly { at: number; text: string }[],
  { muted }: ChartTokens,
) {
  const places = labelPlaces(levels);
  return {
    ...marks,
    data: [
      ...data,
      ...levels.map(({ at, text }, index) => ({
        yAxis: at,
        lineStyle: { color: muted, type: "dotted", width: 1 },
        label: { color: muted, fontSize: 11, formatter: `SLO ${text}`, position: places[index] ?? "insideStartTop" },
      })),
    ],
  };
}

export function sayRate({ value, low, high, numerator, denominator }: Rate): string {
  if (value === null || low === null || high === null) return "not known";
  return `${formatShare(value)} % (${formatShare(low)}-${formatShare(high)}), ${formatNumber(numerator)}/${formatNumber(denominator)}`;
}

/** The same table under every picture of the trend. */
export function trendTable(trend: readonly TrendPoint[], measured: Measured): Chart["table"] {
  const unit = durationUnitFor(trend.map(({ total_p90 }) => total_p90));
  const say = (ms: number | null) => (ms === null ? "none" : formatDurationIn(unit, ms));
  return {
    header: [
      "Batch",
      "Started (UTC)",
      "Attempted",
      "Successes",
      `p10 (${unit})`,
      `Median (${unit})`,
      `p90 (${unit})`,
      `${MEASURED_WORDS[measured].firstTitle}, median (${unit})`,
      "Passed",
      "Completed, unchecked",
    ],
    rows: trend.map((point) => [
      String(point.batch_id),
      point.started_at.slice(0, 16).replace("T", " "),
      formatNumber(point.attempted),
      formatNumber(point.n),
      say(point.total_p10),
      say(point.total_p50),
      say(point.total_p90),
      say(point.ttft_p50),
      sayRate(point.success),
      sayRate(point.completed_unchecked),
    ]),
  };
}

export const outcomeBars = ({ trend }: ScenarioReport): OutcomeBar[] =>
  trend.map(({ batch_id: id, started_at: at, outcomes }) => ({
    name: String(id),
    heading: `Batch ${id}, ${formatExact(at)}`,
    href: `/batches/${id}`,
    outcomes,
  }));
