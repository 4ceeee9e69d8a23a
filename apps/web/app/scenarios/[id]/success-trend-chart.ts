import type { Measured, Rate, ScenarioReport, TrendPoint } from "@tfbench/contracts";
import { valueAxis } from "#components/charts/axes.ts";
import type { Chart } from "#components/charts/chart-model.ts";
import { countOf } from "#format/count-of.ts";
import { formatExact } from "#format/format-instant.ts";
import { bandsOf, drawTrend, EMPTY_TREND, placesOf, sayRate, shownRange, trendTable, widthOf } from "./trend-places.ts";

type SuccessLook = { slot: number; measured: Measured };

const WORDS = {
  checked: { noun: "passed", title: "End-to-end success by batch" },
  agents: { noun: "completed, goal unchecked", title: "Completed, unchecked, by batch" },
  // Nothing judges what a text says.
  endpoints: { noun: "completed", title: "Completed by batch" },
} as const;

/** Passed runs where any was judged as passed, else runs that completed unchecked: never the two in one line. */
export function successTrendChart({ trend, period, block }: ScenarioReport, { slot, measured }: SuccessLook): Chart {
  const isChecked = block.success.numerator > 0;
  const rateOf = (point: TrendPoint): Rate => (isChecked ? point.success : point.completed_unchecked);
  const places = placesOf(trend, (point) => rateOf(point).value);
  const range = shownRange({ trend, period });
  const { noun, title } = WORDS[isChecked ? "checked" : measured];
  return {
    title,
    basis: `95 % intervals, n ${countOf(block.attempted, "attempted run")}`,
    preliminary: null,
    empty: trend.length === 0 ? EMPTY_TREND : null,
    table: trendTable(trend, measured),
    points: places.flatMap(({ point }, index) =>
      point === null || rateOf(point).value === null
        ? []
        : [
            {
              series: 0,
              index,
              heading: `Batch ${point.batch_id}, ${formatExact(point.started_at)}`,
              lines: [`${noun} ${sayRate(rateOf(point))}`],
              href: `/batches/${point.batch_id}`,
            },
          ],
    ),
    options: (tokens) =>
      drawTrend(
        {
          range,
          trend,
          data: places.map(({ datum: [at, share] }) => [at, share === null ? null : share * 100] as const),
          bands: bandsOf(trend, widthOf(range), (point) => {
            const { low, high } = rateOf(point);
            return low === null || high === null ? null : [low * 100, high * 100];
          }),
          yAxis: valueAxis({ name: `${noun} (%)`, max: 100 }),
        },
        tokens,
        slot,
      ),
  };
}
