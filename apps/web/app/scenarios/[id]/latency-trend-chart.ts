import type { Measured, ScenarioReport, TrendPoint } from "@tfbench/contracts";
import { valueAxis } from "#components/charts/axes.ts";
import { historyMarks } from "#components/charts/history-marks.ts";
import { MEASURED_WORDS } from "#components/measured/measured-words.ts";
import type { Chart } from "#components/charts/chart-model.ts";
import { countOf } from "#format/count-of.ts";
import { durationUnitFor, formatDurationIn, inUnit } from "#format/duration-unit.ts";
import { formatExact } from "#format/format-instant.ts";
import { formatNumber } from "#format/format-number.ts";
import { sloLevels } from "./slo-levels.ts";
import { bandsOf, drawTrend, EMPTY_TREND, placesOf, shownRange, trendTable, widthOf } from "./trend-places.ts";

type TrendLook = { slot: number; isLog: boolean; measured: Measured };
type Figure = "total" | "ttft";

const basisOf = (trend: readonly TrendPoint[]) =>
  `${countOf(trend.length, "batch", "batches")}, n ${countOf(
    trend.reduce((sum, { n }) => sum + n, 0),
    "success",
    "successes",
  )}`;

/** Median of each batch with its p10 to p90, by the time it started. */
export function latencyTrendChart(
  { trend, period, history, slo }: ScenarioReport,
  figure: Figure,
  { slot, isLog, measured }: TrendLook,
): Chart {
  const valueOf = (point: TrendPoint) => (figure === "total" ? point.total_p50 : point.ttft_p50);
  const drawn = trend.filter((point) => valueOf(point) !== null);
  const unit = durationUnitFor(
    drawn.flatMap((point) => (figure === "total" ? [point.total_p90, point.total_p50] : [point.ttft_p50])),
  );
  const say = (ms: number | null) => (ms === null ? "none" : `${formatDurationIn(unit, ms)} ${unit}`);
  const range = shownRange({ trend, period });
  const places = placesOf(trend, valueOf);
  const words = MEASURED_WORDS[measured];
  const title = figure === "total" ? "Total time by batch" : `${words.firstTitle} by batch`;
  return {
    title,
    basis: `${figure === "total" ? "median, p10 to p90" : "median"}, ${basisOf(trend)}`,
    preliminary: null,
    empty:
      drawn.length === 0
        ? trend.length === 0
          ? EMPTY_TREND
          : { ...EMPTY_TREND, why: "No run succeeded in this period." }
        : null,
    table: trendTable(trend, measured),
    points: places.flatMap(({ point }, index) =>
      point === null || valueOf(point) === null
        ? []
        : [
            {
              series: 0,
              index,
              heading: `Batch ${point.batch_id}, ${formatExact(point.started_at)}`,
              lines: linesOf(point, figure, say),
              href: `/batches/${point.batch_id}`,
            },
          ],
    ),
    options: (tokens) =>
      drawTrend(
        {
          range,
          trend,
          data: places.map(({ datum: [at, ms] }) => [at, ms === null ? null : inUnit(unit, ms)] as const),
          bands: bandsOf(trend, widthOf(range), ({ total_p10: p10, total_p90: p90 }) =>
            figure === "ttft" || p10 === null || p90 === null ? null : [inUnit(unit, p10), inUnit(unit, p90)],
          ),
          yAxis: valueAxis({ name: `${figure === "total" ? "total time" : words.first} (${unit})`, isLog }),
          levels: sloLevels({ slo }, figure === "total" ? "total_duration_ms" : "ttft_ms").map(({ ms, text }) => ({
            at: inUnit(unit, ms),
            text,
          })),
          flags: figure === "total" ? historyMarks(history, range).filter(({ kind }) => kind === "change_point") : [],
        },
        tokens,
        slot,
      ),
  };
}

function linesOf(point: TrendPoint, figure: Figure, say: (ms: number | null) => string): string[] {
  return [
    `median ${say(figure === "total" ? point.total_p50 : point.ttft_p50)}`,
    ...(figure === "total"
      ? [intervalLine(point, say), `p10-p90 ${say(point.total_p10)} to ${say(point.total_p90)}`]
      : []),
    `n ${formatNumber(point.n)} of ${formatNumber(point.attempted)} attempted`,
  ];
}

const intervalLine = (point: TrendPoint, say: (ms: number | null) => string): string =>
  point.total_p50_low === null
    ? "interval: too few successes (6 needed)"
    : `95 % interval ${say(point.total_p50_low)} to ${say(point.total_p50_high)}`;
