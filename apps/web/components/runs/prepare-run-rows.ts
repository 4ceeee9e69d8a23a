import type { RunSummary } from "@tfbench/contracts";
import { durationUnitFor, formatDurationIn, type DurationUnit } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatUsdIn, usdDecimalsFor } from "#format/format-usd.ts";

export type RunRow = {
  id: number;
  href: string;
  dueAt: string;
  scenario: { name: string; href: string };
  target: string;
  status: RunSummary["status"];
  goal: RunSummary["goal"];
  /** What a person judged. */
  verdict: NonNullable<RunSummary["verdict"]>["goal"] | null;
  tags: readonly string[];
  reason: string | null;
  total: string;
  ttft: string;
  steps: string;
  cost: string;
};
export type RunRows = { rows: RunRow[]; units: { total: DurationUnit; ttft: DurationUnit } };

/** A dash says that there is no figure; it is never written as zero. */
const NONE = "-";

/** One unit per column, chosen over all rows that stand together. */
export function prepareRunRows(runs: readonly RunSummary[]): RunRows {
  const units = {
    total: durationUnitFor(runs.map((run) => run.total_duration_ms)),
    ttft: durationUnitFor(runs.map((run) => run.ttft_ms)),
  };
  const usdDecimals = usdDecimalsFor(runs.map((run) => run.cost_usd));
  const rows = runs.map((run) => ({
    id: run.id,
    href: `/runs/${run.id}`,
    dueAt: run.due_at,
    scenario: { name: run.scenario_name, href: `/runs?scenario=${run.scenario_id}` },
    target: run.target_name,
    status: run.status,
    goal: run.goal,
    verdict: run.verdict?.goal ?? null,
    tags: run.tags,
    reason: run.error ?? run.goal_reason,
    total: run.total_duration_ms === null ? NONE : formatDurationIn(units.total, run.total_duration_ms),
    ttft: run.ttft_ms === null ? NONE : formatDurationIn(units.ttft, run.ttft_ms),
    steps: run.steps === null ? NONE : formatNumber(run.steps),
    cost: run.cost_usd === null ? NONE : formatUsdIn(usdDecimals, run.cost_usd),
  }));
  return { rows, units };
}
