import type { LevelState, LoadMetric } from "@tfbench/contracts";
import { formatLevel } from "../levels/describe-level.ts";
import type { Ink, Paint } from "../paint.ts";
import { alignColumns } from "../report/align-columns.ts";
import { describeLoad } from "../report/describe-load.ts";
import { formatNumber, formatPercentile, formatRate } from "../report/format-figure.ts";
import { printLevelThresholds } from "./print-level-thresholds.ts";
import { plotPoints } from "./plot-points.ts";
import type { SweepDocument, SweepLevel } from "./sweep-document.ts";

const STATES: Record<LevelState, { word: string; ink: Ink }> = {
  steady: { word: "steady", ink: "green" },
  measured: { word: "measured", ink: "green" },
  unsteady: { word: "unsteady: failed", ink: "yellow" },
  invalid: { word: "invalid: failed", ink: "red" },
  no_success: { word: "no success: failed", ink: "red" },
  cut: { word: "ended early: failed", ink: "yellow" },
};
/** Marks of the rows in the plot. */
const MARKS = "123456789abcdefghijklmnopqrstuvwxyz";

/** One row a level in two tables, rates and times, and throughput against the tail. */
export function printSweep(document: SweepDocument, paint: Paint): string {
  const { levels } = document;
  return [
    headline(document, paint),
    table(document, RATES, paint),
    table(document, TIMES, paint),
    printLevelThresholds(document, paint),
    plot(document),
    ...verdicts(levels, paint),
    remainder(document),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function headline({ levels, axis }: SweepDocument, paint: Paint): string {
  const [first] = levels;
  if (first === undefined) return "Nothing was measured.";
  const { subject, load } = first.report;
  const simulated = subject.origin === "simulated" ? "  (simulated)" : "";
  return [
    `${paint("bold", subject.name)}  ${subject.url}${simulated}`,
    `sweep of the ${axis}; the first level: ${describeLoad(load)}`,
  ].join("\n");
}

type Column = { title: string; cell: (level: SweepLevel) => string };
const perSecond = (value: number | null): string => (value === null ? "-" : formatNumber(value));
const percentile = (metric: LoadMetric | undefined, name: "p50" | "p95"): string =>
  metric === undefined ? "-" : formatPercentile(metric.percentiles[name], metric.n);

const RATES: readonly Column[] = [
  { title: "due/s", cell: ({ report }) => perSecond(report.throughput.offered_per_second) },
  { title: "started/s", cell: ({ report }) => perSecond(report.throughput.started_per_second) },
  { title: "completed/s", cell: ({ report }) => perSecond(report.throughput.completed_per_second) },
  { title: "tokens/s", cell: ({ report }) => perSecond(report.throughput.system_output_tps) },
  { title: "errors", cell: ({ report }) => formatRate(report.rates.error) },
  { title: "SLO met by", cell: ({ report }) => (report.slo === null ? "-" : formatRate(report.slo.attainment)) },
  { title: "goodput/s", cell: ({ report }) => perSecond(report.slo?.goodput_per_second ?? null) },
];
const TIMES: readonly Column[] = [
  { title: "TTFT p50 ms (95 %)", cell: ({ report }) => percentile(report.metrics["ttft_ms"], "p50") },
  { title: "TTFT p95 ms (95 %)", cell: ({ report }) => percentile(report.metrics["ttft_ms"], "p95") },
  { title: "n", cell: ({ report }) => (report.metrics["ttft_ms"]?.n ?? 0).toLocaleString("en-US") },
  { title: "response p95 ms (95 %)", cell: ({ report }) => percentile(report.metrics["response_ms"], "p95") },
  { title: "n", cell: ({ report }) => (report.metrics["response_ms"]?.n ?? 0).toLocaleString("en-US") },
];

function table({ axis, levels }: SweepDocument, columns: readonly Column[], paint: Paint): string {
  const [first] = levels;
  if (first === undefined) return "";
  const hasSlo = first.report.slo !== null;
  const shown = columns.filter(({ title }) => hasSlo || (title !== "SLO met by" && title !== "goodput/s"));
  const [head, ...lines] = alignColumns(
    [
      ["", axis, ...shown.map(({ title }) => title), "verdict"],
      ...levels.map((level, i) => [
        MARKS[i] ?? "*",
        formatLevel(axis, level.level),
        ...shown.map(({ cell }) => cell(level)),
        STATES[level.state].word,
      ]),
    ],
    [shown.length + 2],
  );
  const painted = lines.map((line, i) => {
    const { word, ink } = STATES[levels[i]?.state ?? "measured"];
    return line.slice(0, line.length - word.length) + paint(ink, word);
  });
  return [paint("dim", head ?? ""), ...painted].join("\n");
}

function plot({ levels }: SweepDocument): string {
  const points = levels.flatMap(({ report }, i) => {
    const [x, y] = [report.throughput.completed_per_second, report.metrics["response_ms"]?.p95 ?? null];
    return x === null || y === null ? [] : [{ x, y, mark: MARKS[i] ?? "*" }];
  });
  if (points.length < 2) return "";
  return plotPoints(points, { xTitle: "completed/s", yTitle: "p95 of the response, ms" });
}

/** Why levels count as failed, in the words of their reports. */
function verdicts(levels: readonly SweepLevel[], paint: Paint): string[] {
  return levels.flatMap(({ state, report }, i) => {
    const reasons =
      state === "invalid" ? report.validity.reasons.map(({ sentence }) => sentence) : report.steady.reasons;
    const [reason] = state === "no_success" ? Object.values(report.error_examples) : reasons;
    if (reason === undefined || (state !== "invalid" && state !== "unsteady" && state !== "no_success")) return [];
    return [`${MARKS[i] ?? "*"} ${paint(STATES[state].ink, STATES[state].word)}. ${reason}`];
  });
}

function remainder({ axis, levels, not_measured, stopped }: SweepDocument): string {
  const files = levels.map(({ record_file }) => record_file).filter((file) => file !== null);
  return [
    stopped === null ? "" : `Stopped before its time. ${stopped.sentence}`,
    not_measured.length === 0
      ? ""
      : `not measured: ${axis} ${not_measured.map((level) => formatLevel(axis, level)).join(", ")}`,
    files.length === 0 ? "" : `one record file a level: ${files.join(", ")}`,
  ]
    .filter((line) => line !== "")
    .join("\n");
}
