import { GRID, timeAxis, valueAxis } from "#components/charts/axes.ts";
import { bandSeries } from "#components/charts/band-series.ts";
import type { Chart } from "#components/charts/chart-model.ts";
import type { Figure } from "#components/figure-model.ts";
import type { StatTileModel } from "#components/stat-tile.tsx";
import { formatNumber } from "#format/format-number.ts";

/** Nothing here was measured: the design page says so, and no other page may import it. */
export const FIGURES: readonly Figure[] = [
  { name: "p50", value: "812", unit: "ms", interval: "790-841", basis: "n 60", why: null, isGreyed: false },
  {
    name: "p95",
    value: "1,400",
    unit: "ms",
    interval: null,
    basis: "n 31",
    why: "too few (31 of 59)",
    isGreyed: true,
  },
  { name: "p99", value: null, unit: "", interval: null, basis: null, why: "too few (60 of 299)", isGreyed: true },
];

export const TILE: StatTileModel = {
  title: "End-to-end success",
  definition: "Runs whose goal was judged as passed, divided by attempted runs. 95 % Wilson interval.",
  figures: [{ name: null, value: "92", unit: "%", interval: "83-97", basis: "55/60", why: null, isGreyed: false }],
  note: "98 % if every unjudged run had passed",
  previous: "28 runs before: 89 % (25/28)",
  link: { href: "/runs", text: "Show 55 runs" },
};

const START_MS = Date.parse("2026-01-05T00:00:00Z");
const HOUR_MS = 3_600_000;
const MEDIANS = [38, 41, 39, null, null, 40, 55, 54] as const;

const atOf = (index: number) => START_MS + index * HOUR_MS;

export function specimenChart({ slot, isLog }: { slot: number; isLog: boolean }): Chart {
  return {
    title: "Extract prices",
    basis: "specimen, n 240",
    preliminary: "preliminary, 7 of 50",
    empty: null,
    table: {
      header: ["From (UTC)", "Median (s)"],
      rows: MEDIANS.map((value, index) => [
        new Date(atOf(index)).toISOString().slice(0, 16).replace("T", " "),
        value === null ? "none" : formatNumber(value),
      ]),
    },
    points: MEDIANS.flatMap((value, index) =>
      value === null
        ? []
        : [
            {
              series: 0,
              index,
              heading: new Date(atOf(index)).toISOString().slice(11, 16),
              lines: [`median ${value} s`, `${value - 4} to ${value + 6} s`, "n 30"],
              href: "/runs",
            },
          ],
    ),
    options: (tokens) => {
      const color = tokens.series[slot] ?? tokens.text;
      return {
        grid: GRID,
        tooltip: { trigger: "axis" },
        xAxis: timeAxis({ from: new Date(START_MS).toISOString(), to: new Date(atOf(8)).toISOString() }),
        yAxis: valueAxis({ name: "total time (s)", max: 65, isLog }),
        series: [
          {
            type: "line",
            data: MEDIANS.map((value, index) => [atOf(index), value]),
            connectNulls: false,
            lineStyle: { color },
            itemStyle: { color },
          },
          bandSeries(
            MEDIANS.flatMap((value, index) =>
              value === null ? [] : [[atOf(index - 0.5), atOf(index + 0.5), value - 4, value + 6] as const],
            ),
            color,
          ),
        ],
      };
    },
  };
}

export const EMPTY_CHART: Chart = {
  ...specimenChart({ slot: 0, isLog: false }),
  title: "Nothing to draw",
  basis: "n 0",
  preliminary: null,
  empty: { why: "No run finished in this period", whatToDo: "Choose a longer period, or trigger a run." },
};

export type SpecimenRow = { id: number; name: string; status: "completed" | "timeout" | "running"; total: string };
export const ROWS: readonly SpecimenRow[] = [
  { id: 1, name: "Extract prices", status: "completed", total: "41.2" },
  { id: 2, name: "Log in, then search", status: "timeout", total: "-" },
  { id: 3, name: "Fill the form", status: "running", total: "-" },
  { id: 4, name: "Ask the chat", status: "completed", total: "8.9" },
];
