import type { Distribution } from "@tfbench/contracts";
import { GRID, valueAxis } from "#components/charts/axes.ts";
import type { Chart } from "#components/charts/chart-model.ts";
import { countOf } from "#format/count-of.ts";
import { durationUnitFor, formatDurationIn, inUnit } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import { drawBar } from "./draw-bar.ts";
import { durationAxis } from "./duration-axis.ts";

type HistogramLook = { title: string; axis: string; slot: number; isLog: boolean };
/** How often each duration occurred, in bins of equal ratio; runs without an end are in none. */
export function histogramChart({ histogram, n, ended }: Distribution, look: HistogramLook): Chart {
  const { title, axis, slot, isLog } = look;
  const unit = durationUnitFor(histogram.map(({ to_ms }) => to_ms));
  const bins = histogram.filter(({ count }) => count > 0);
  const between = (from: number, to: number) => `${formatDurationIn(unit, from)} to ${formatDurationIn(unit, to)}`;
  return {
    title,
    basis: `n ${formatNumber(ended)} of ${countOf(n, "attempted run")}`,
    preliminary: null,
    empty: ended === 0 ? { why: "No run has this time.", whatToDo: "Choose a longer period, or trigger a run." } : null,
    table: {
      header: [`${axis} (${unit})`, "Runs"],
      rows: histogram.map(({ from_ms, to_ms, count }) => [between(from_ms, to_ms), formatNumber(count)]),
    },
    points: bins.map(({ from_ms, to_ms, count }, index) => ({
      series: 0,
      index,
      heading: `${between(from_ms, to_ms)} ${unit}`,
      lines: [countOf(count, "run")],
      href: null,
    })),
    options: (tokens) => ({
      grid: { ...GRID, bottom: 38 },
      xAxis: durationAxis({
        name: `${axis} (${unit})`,
        isLog,
        from: inUnit(unit, histogram[0]?.from_ms ?? 0),
        to: inUnit(unit, histogram.at(-1)?.to_ms ?? 1),
      }),
      yAxis: { ...valueAxis({ name: "runs" }), minInterval: 1 },
      series: [
        {
          type: "custom",
          renderItem: drawBar(tokens.series[slot] ?? tokens.text),
          encode: { x: [0, 1], y: 2 },
          data: bins.map(({ from_ms, to_ms, count }) => [inUnit(unit, from_ms), inUnit(unit, to_ms), count]),
        },
      ],
    }),
  };
}
