import type { EChartsCoreOption } from "echarts/core";
import type { ChartTokens } from "./read-tokens.ts";

/** What one drawn point says on hover, to the keyboard and to a screen reader: place, then value, interval and n. */
export type ChartPoint = {
  /** Position in the options: the series, and the datum in it. */
  series: number;
  index: number;
  heading: string;
  lines: readonly string[];
  /** The runs or the batch behind it. */
  href: string | null;
};

export type ChartTable = { header: readonly string[]; rows: readonly (readonly string[])[] };

/** A chart as it is prepared: everything is decided here, so that its component decides nothing. */
export type Chart = {
  title: string;
  /** What it rests on: "n 240 successes, 95 % intervals". */
  basis: string;
  /** "preliminary, 7 of 50" while its runs are still going on. */
  preliminary: string | null;
  /** Why there is nothing to draw, and what to do; null where there is something. */
  empty: { why: string; whatToDo: string } | null;
  table: ChartTable;
  points: readonly ChartPoint[];
  /** The library's own form; pure, and called again when the theme changes. */
  options: (tokens: ChartTokens) => EChartsCoreOption;
};

/** An axis that can be logarithmic; the caller keeps the choice in the address. */
export type LogSwitch = { isOn: boolean; onChange: (isOn: boolean) => void };
