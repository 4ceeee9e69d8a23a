import type { Goal, RunStatus } from "@tfbench/contracts";
import { GRID, valueAxis } from "#components/charts/axes.ts";
import type { Chart } from "#components/charts/chart-model.ts";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";
import { outcomeColor, outcomeWord } from "./outcome-look.ts";

type Outcome = { status: RunStatus; goal: Goal; count: number };
/** One bar: a batch. */
export type OutcomeBar = { name: string; heading: string; href: string; outcomes: readonly Outcome[] };

const keyOf = ({ status, goal }: Outcome) => `${status}/${goal}`;
const totalOf = (outcomes: readonly Outcome[]) => outcomes.reduce((sum, { count }) => sum + count, 0);

/** How the runs of each batch ended, stacked; the most frequent outcome at the bottom. */
export function outcomeStackChart(
  bars: readonly OutcomeBar[],
  { title, preliminary }: { title: string; preliminary: string | null },
): Chart {
  const kinds = new Map<string, Outcome>();
  for (const outcome of bars.flatMap(({ outcomes }) => outcomes)) {
    const known = kinds.get(keyOf(outcome));
    kinds.set(keyOf(outcome), { ...outcome, count: outcome.count + (known?.count ?? 0) });
  }
  const series = [...kinds.values()].toSorted((a, b) => b.count - a.count);
  const countIn = (bar: OutcomeBar, kind: Outcome) =>
    bar.outcomes.find((outcome) => keyOf(outcome) === keyOf(kind))?.count ?? 0;
  const runs = totalOf(series);
  return {
    title,
    basis: `n ${countOf(runs, "finished run")} in ${countOf(bars.length, "batch", "batches")}`,
    preliminary,
    empty: runs === 0 ? { why: "No run has finished.", whatToDo: "Choose a longer period, or trigger a run." } : null,
    table: {
      header: ["Batch", ...series.map(outcomeWord)],
      rows: bars.map((bar) => [bar.name, ...series.map((kind) => formatNumber(countIn(bar, kind)))]),
    },
    points: bars.flatMap((bar, index) =>
      series.flatMap((kind, position) =>
        countIn(bar, kind) === 0
          ? []
          : [
              {
                series: position,
                index,
                heading: bar.heading,
                lines: [
                  `${formatNumber(countIn(bar, kind))} of ${formatNumber(totalOf(bar.outcomes))}: ${outcomeWord(kind)}`,
                ],
                href: bar.href,
              },
            ],
      ),
    ),
    options: (tokens) => ({
      grid: GRID,
      xAxis: { type: "category", data: bars.map(({ name }) => name) },
      yAxis: { ...valueAxis({ name: "runs" }), minInterval: 1 },
      series: series.map((kind) => ({
        type: "bar",
        name: outcomeWord(kind),
        stack: "outcomes",
        barMaxWidth: 28,
        itemStyle: { color: outcomeColor(kind, tokens), borderColor: tokens.panel, borderWidth: 0.5 },
        data: bars.map((bar) => countIn(bar, kind)),
      })),
    }),
  };
}
