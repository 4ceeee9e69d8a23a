import type { DashboardTrends, Goal, OutcomeStep, RunStatus } from "@tfbench/contracts";
import { GRID, timeAxis, valueAxis } from "#components/charts/axes.ts";
import type { Chart, ChartPoint } from "#components/charts/chart-model.ts";
import type { ChartTokens } from "#components/charts/read-tokens.ts";
import { GOAL_LOOK, RUN_STATUS_LOOK, type Look } from "#components/status-look.ts";
import { measuredPart } from "#components/measured/measured-part.ts";
import { countOf } from "#format/count-of.ts";
import { formatExact } from "#format/format-instant.ts";
import { formatNumber } from "#format/format-number.ts";

type OutcomeKind = "goal" | "status";
type Tone = "baseline" | keyof ChartTokens["meaning"];

/** From the bottom of a bar to its top: what was wanted first. */
const STATUS_TONE: Record<Exclude<RunStatus, "queued" | "running">, Tone> = {
  completed: "baseline",
  agent_failed: "bad",
  infra_error: "fault",
  timeout: "warn",
  rate_limited: "shield",
  dropped: "warn",
  out_of_credits: "warn",
  budget_stopped: "warn",
  cancelled: "quiet",
  aborted: "fault",
};
const GOAL_TONE: Record<Goal, Tone> = {
  passed: "good",
  partial: "warn",
  not_evaluated: "baseline",
  failed: "bad",
  blocked: "shield",
  task_invalid: "quiet",
};

/** One layer of the stack: its name, its colour by token, and its count in each step. */
type OutcomeLayer = { name: string; look: Look; tone: Tone; counts: readonly number[] };
export type Outcomes = { layers: OutcomeLayer[]; steps: readonly OutcomeStep[]; highest: number };

const keysOf = <Key extends string>(record: Record<Key, unknown>): Key[] =>
  // A record built from literals has exactly the keys of its type.
  Object.keys(record) as Key[];

function layersOf(steps: readonly OutcomeStep[], kind: OutcomeKind): OutcomeLayer[] {
  if (kind === "goal") {
    return keysOf(GOAL_TONE).map((name) => ({
      name: GOAL_LOOK[name].word,
      look: GOAL_LOOK[name],
      tone: GOAL_TONE[name],
      counts: steps.map(({ by_goal: counts }) => counts[name]),
    }));
  }
  return keysOf(STATUS_TONE).map((name) => ({
    name: RUN_STATUS_LOOK[name].word,
    look: RUN_STATUS_LOOK[name],
    tone: STATUS_TONE[name],
    counts: steps.map(({ by_status: counts }) => counts[name]),
  }));
}

/** The layers that occur at all; counts are counts, so a step without a run is an empty place. */
export function prepareOutcomes({ outcomes: steps }: DashboardTrends, kind: OutcomeKind): Outcomes {
  const layers = layersOf(steps, kind).filter(({ counts }) => counts.some((count) => count > 0));
  const heights = steps.map((_, index) => layers.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0));
  return { layers, steps, highest: Math.max(0, ...heights) };
}

const middleMs = ({ from, to }: OutcomeStep): number => (Date.parse(from) + Date.parse(to)) / 2;

function pointsOf({ layers, steps }: Outcomes, { origin, measured }: DashboardTrends): ChartPoint[] {
  return steps.flatMap((step, index) => {
    const present = layers.flatMap(({ name, counts }, series) =>
      (counts[index] ?? 0) > 0 ? [{ series, line: `${name} ${formatNumber(counts[index] ?? 0)}` }] : [],
    );
    const [first] = present;
    if (first === undefined) return [];
    const filter = new URLSearchParams({ origin, from: step.from, to: step.to, ...measuredPart(measured) });
    return [
      {
        series: first.series,
        index,
        heading: `from ${formatExact(step.from)}`,
        lines: [...present.map(({ line }) => line), `n ${formatNumber(step.finished)} finished`],
        href: `/runs?${filter}`,
      },
    ];
  });
}

const colorOf = (tone: Tone, tokens: ChartTokens) => (tone === "baseline" ? tokens.baseline : tokens.meaning[tone]);

const UNIT = { goal: "attempted", status: "finished" } as const;

export const outcomeAxis = (kind: OutcomeKind): string => `runs ${UNIT[kind]}`;

/** Bars per step, stacked; each layer is told by icon and word beside the chart. */
export function outcomeChart(trends: DashboardTrends, kind: OutcomeKind): Chart {
  const outcomes = prepareOutcomes(trends, kind);
  const { layers, steps, highest } = outcomes;
  const total = layers.flatMap(({ counts }) => counts).reduce((sum, count) => sum + count, 0);
  return {
    title: kind === "goal" ? "Goal verdicts" : "Execution outcomes",
    basis: `n ${countOf(total, `${UNIT[kind]} run`)}`,
    preliminary: null,
    empty:
      total === 0
        ? { why: "No run finished in this period", whatToDo: "Choose a longer period, or trigger a run." }
        : null,
    table: {
      header: ["From (UTC)", ...layers.map(({ name }) => name), "Finished"],
      rows: steps
        .map((step, index) => [
          step.from.slice(0, 16).replace("T", " "),
          ...layers.map(({ counts }) => formatNumber(counts[index] ?? 0)),
          formatNumber(step.finished),
        ])
        .filter((_, index) => (steps[index]?.finished ?? 0) > 0),
    },
    points: pointsOf(outcomes, trends),
    options: (tokens) => ({
      grid: GRID,
      tooltip: { trigger: "axis" },
      xAxis: timeAxis(trends.period),
      yAxis: valueAxis({ name: outcomeAxis(kind), max: highest * 1.05 }),
      series: layers.map(({ name, tone, counts }) => ({
        type: "bar",
        name,
        stack: "outcomes",
        barCategoryGap: "20%",
        data: steps.map((step, index) => [middleMs(step), counts[index] ?? 0]),
        itemStyle: { color: colorOf(tone, tokens), borderColor: tokens.panel, borderWidth: 0.5 },
      })),
    }),
  };
}
