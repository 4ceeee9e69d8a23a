import type { HeatCell, RepeatedSuccess, ScenarioReport } from "@tfbench/contracts";
import { GRID, valueAxis } from "#components/charts/axes.ts";
import type { Chart } from "#components/charts/chart-model.ts";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatShare } from "#format/format-share.ts";

const sayShare = (share: number | null) => (share === null ? "too few runs" : `${formatShare(share)} %`);

function passLines({
  value,
  if_unevaluated_passed: upper,
  at_least_one: any,
  cases,
  left_out: leftOut,
}: RepeatedSuccess) {
  return [
    `all pass: ${sayShare(value)}`,
    ...(upper === null ? [] : [`had every unjudged run passed: ${sayShare(upper)}`]),
    `at least one passes: ${sayShare(any)}`,
    `${countOf(cases, "case")}${leftOut === 0 ? "" : `, ${formatNumber(leftOut)} with too few runs left out`}`,
  ];
}

/** The chance that k attempts at one case all pass; runs nobody judged make it a range. */
export function passChart({ reliability }: ScenarioReport, { slot }: { slot: number }): Chart {
  const { repeated, cases, evaluated, unevaluated } = reliability;
  const hasAny = repeated.some((each) => each.value !== null || each.if_unevaluated_passed !== null);
  const percent = (share: number | null) => (share === null ? null : share * 100);
  return {
    title: "pass^k",
    basis: `${countOf(evaluated, "judged run")} in ${countOf(cases, "case")}${unevaluated === 0 ? "" : `, ${formatNumber(unevaluated)} unjudged`}`,
    preliminary: null,
    empty: hasAny
      ? null
      : { why: "No run of this period was judged.", whatToDo: "Trigger a run, or choose a longer period." },
    table: {
      header: ["k", "All pass", "Had every unjudged run passed", "At least one passes", "Cases", "Cases left out"],
      rows: repeated.map((each) => [
        String(each.k),
        sayShare(each.value),
        each.if_unevaluated_passed === null ? "the same" : sayShare(each.if_unevaluated_passed),
        sayShare(each.at_least_one),
        formatNumber(each.cases),
        formatNumber(each.left_out),
      ]),
    },
    points: repeated.map((each, index) => ({
      series: each.value === null ? 1 : 0,
      index,
      heading: `k = ${each.k}`,
      lines: passLines(each),
      href: null,
    })),
    options: (tokens) => {
      const color = tokens.series[slot] ?? tokens.text;
      const end = (formatter: string) => ({
        show: true,
        formatter,
        color: tokens.muted,
        fontSize: 11,
        offset: [0, -8],
      });
      return {
        grid: { ...GRID, right: 120 },
        xAxis: { type: "category", data: repeated.map(({ k }) => `k = ${k}`) },
        yAxis: valueAxis({ name: "chance (%)", max: 100 }),
        series: [
          {
            type: "line",
            data: repeated.map(({ value }) => percent(value)),
            connectNulls: false,
            symbolSize: 6,
            lineStyle: { color },
            itemStyle: { color },
            endLabel: end("judged runs"),
          },
          {
            type: "line",
            data: repeated.map(({ if_unevaluated_passed: upper }) => percent(upper)),
            connectNulls: false,
            symbolSize: 5,
            symbol: "emptyCircle",
            lineStyle: { color, type: "dashed", opacity: 0.7 },
            itemStyle: { color },
            endLabel: end("if unjudged passed"),
          },
        ],
      };
    },
  };
}

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));

const shareOf = ({ unsuccessful, attempted }: HeatCell) => unsuccessful / attempted;
const whenOf = ({ weekday, hour }: HeatCell) => `${WEEKDAYS[weekday - 1] ?? ""} ${HOURS[hour] ?? ""}:00 UTC`;

/** When runs do not succeed; an hour without a run is empty, never green. */
export function heatChart({ reliability: { heat } }: ScenarioReport): Chart {
  const say = (cell: HeatCell) =>
    `${formatShare(shareOf(cell))} % did not succeed, ${formatNumber(cell.unsuccessful)}/${formatNumber(cell.attempted)}`;
  return {
    title: "Not successful, by weekday and hour",
    basis: `in UTC, n ${countOf(
      heat.reduce((sum, { attempted }) => sum + attempted, 0),
      "attempted run",
    )}`,
    preliminary: null,
    empty:
      heat.length > 0
        ? null
        : { why: "No run was attempted in this period.", whatToDo: "Choose a longer period, or trigger a run." },
    table: {
      header: ["Weekday", "Hour (UTC)", "Attempted", "Did not succeed", "Share (%)"],
      rows: heat.map((cell) => [
        WEEKDAYS[cell.weekday - 1] ?? "",
        HOURS[cell.hour] ?? "",
        formatNumber(cell.attempted),
        formatNumber(cell.unsuccessful),
        formatShare(shareOf(cell)),
      ]),
    },
    points: heat.map((cell, index) => ({ series: 0, index, heading: whenOf(cell), lines: [say(cell)], href: null })),
    options: (tokens) => ({
      grid: { ...GRID, left: 72, top: 8, bottom: 58 },
      xAxis: { type: "category", data: HOURS },
      yAxis: { type: "category", data: WEEKDAYS, inverse: true },
      visualMap: {
        min: 0,
        max: 100,
        orient: "horizontal",
        left: 72,
        bottom: 0,
        itemHeight: 120,
        itemWidth: 10,
        text: ["100 %", "0 %"],
        inRange: { color: [tokens.border, tokens.meaning.bad] },
      },
      series: [
        {
          type: "heatmap",
          data: heat.map((cell) => [cell.hour, cell.weekday - 1, shareOf(cell) * 100]),
          itemStyle: { borderColor: tokens.panel, borderWidth: 1 },
        },
      ],
    }),
  };
}
