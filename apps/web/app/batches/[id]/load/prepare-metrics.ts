import type { LoadMetric, BatchLoadReport } from "@tfbench/contracts";
import type { Figure } from "#components/figure-model.ts";
import { countOf } from "#format/count-of.ts";
import { loadFigure } from "./load-figure.ts";
import { loadScale } from "./load-scale.ts";
import { FROM_DUE, METRIC_NAMES, METRIC_WORDS, type MetricName } from "./metric-words.ts";

export type MetricRow = {
  name: MetricName;
  title: string;
  definition: string;
  unit: string;
  mean: string;
  p50: Figure;
  p90: Figure;
  p95: Figure;
  p99: Figure;
  n: string;
};

const NOUN: Record<LoadMetric["population"], string> = { successes: "success", attempted: "attempt", gaps: "gap" };
const PLURAL: Record<LoadMetric["population"], string> = {
  successes: "successes",
  attempted: "attempts",
  gaps: "gaps",
};

/** Whether times from due say anything of their own. */
export const isOpenLoad = ({ load }: Pick<BatchLoadReport, "load">): boolean => load.kind !== "closed";

function isNews(name: MetricName, report: BatchLoadReport): boolean {
  if (!isOpenLoad(report) && FROM_DUE.has(name)) return false;
  // Where nothing is reasoned, the first token of the answer is the first token.
  if (name === "ttfo_ms") return report.metrics[name]?.mean !== report.metrics["ttft_ms"]?.mean;
  return name === "lag_ms" || report.metrics[name]?.max !== 0;
}

/** What was measured, a line each; under an open load what counts from due comes first. */
export const prepareMetrics = (report: BatchLoadReport): MetricRow[] =>
  METRIC_NAMES.flatMap((name) => {
    const metric = report.metrics[name];
    return metric === undefined || metric.n === 0 || !isNews(name, report) ? [] : [rowOf(name, metric)];
  });

export type TurnTables = { sentence: string; tables: { title: string; rows: MetricRow[] }[] };

/** First turns beside later ones, whose prompts have a history; null where every run stood alone. */
export function prepareTurns({ conversations, attempted }: BatchLoadReport): TurnTables | null {
  if (conversations === undefined) return null;
  const { count, broken_off: broken, first_turn: first, later_turns: later } = conversations;
  const rowsOf = (metrics: Record<string, LoadMetric>) =>
    METRIC_NAMES.flatMap((name) => {
      const metric = metrics[name];
      return metric === undefined || metric.n === 0 ? [] : [rowOf(name, metric)];
    });
  const over = broken === 0 ? "" : ` ${countOf(broken, "conversation")} ended early, because a turn did not succeed.`;
  return {
    sentence: `${countOf(attempted, "run")} in ${countOf(count, "conversation")}.${over}`,
    tables: [
      { title: "First turns", rows: rowsOf(first) },
      { title: "Later turns", rows: rowsOf(later) },
    ],
  };
}

function rowOf(name: MetricName, metric: LoadMetric): MetricRow {
  const scale = loadScale(metric);
  return {
    name,
    ...METRIC_WORDS[name],
    unit: scale.unit,
    mean: metric.mean === null ? "-" : scale.write(metric.mean),
    p50: loadFigure(metric, "p50", scale),
    p90: loadFigure(metric, "p90", scale),
    p95: loadFigure(metric, "p95", scale),
    p99: loadFigure(metric, "p99", scale),
    n: countOf(metric.n, NOUN[metric.population], PLURAL[metric.population]),
  };
}
