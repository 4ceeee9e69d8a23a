import type { RunSummary } from "@tfbench/contracts";
import { measuredOf } from "#components/measured/measured-of.ts";
import { MEASURED_WORDS } from "#components/measured/measured-words.ts";
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
  /** Null of a run on an endpoint whose text nothing judged. */
  goal: RunSummary["goal"] | null;
  /** What a person judged. */
  verdict: NonNullable<RunSummary["verdict"]>["goal"] | null;
  tags: readonly string[];
  reason: string | null;
  total: string;
  /** The total with its unit, where it stands without a column. */
  lasted: string;
  ttft: string;
  steps: string;
  tokens: string;
  speed: string;
  cost: string;
};
/** What stands over the columns: the units of the times, what the first time of these runs is called, and what they have. */
export type RunHeads = {
  total: DurationUnit;
  ttft: DurationUnit;
  first: string;
  /** False where nothing but runs on endpoints stands together, whose text nothing judged. */
  hasGoals: boolean;
  hasSteps: boolean;
  hasTokens: boolean;
  hasTags: boolean;
};
export type RunRows = { rows: RunRow[]; heads: RunHeads };

/** From here on tenths of a token per second say nothing. */
const SPEED_OF_WHOLE_NUMBERS = 100;

/** A dash says that there is no figure; it is never written as zero. */
const NONE = "-";

/** Where both kinds stand together. */
const FIRST_OF_BOTH = "First action/token";

/** Before any run is known. */
export const HEADS_OF_NONE: RunHeads = {
  total: "ms",
  ttft: "ms",
  first: FIRST_OF_BOTH,
  hasGoals: true,
  hasSteps: true,
  hasTokens: false,
  hasTags: true,
};

const isOfAgent = ({ provider }: RunSummary): boolean => measuredOf(provider) === "agents";
const isJudged = ({ goal, verdict }: RunSummary): boolean => goal !== "not_evaluated" || verdict !== null;

function firstOf(runs: readonly RunSummary[]): string {
  const [measured, ...others] = new Set(runs.map(({ provider }) => measuredOf(provider)));
  return measured === undefined || others.length > 0 ? FIRST_OF_BOTH : MEASURED_WORDS[measured].firstTitle;
}

/** One unit per column, chosen over all rows that stand together. */
export function prepareRunRows(runs: readonly RunSummary[]): RunRows {
  const heads = {
    total: durationUnitFor(runs.map((run) => run.total_duration_ms)),
    ttft: durationUnitFor(runs.map((run) => run.ttft_ms)),
    first: firstOf(runs),
    hasGoals: runs.length === 0 || runs.some((run) => isOfAgent(run) || isJudged(run)),
    hasTokens: runs.some(({ output_tokens: tokens }) => tokens !== null),
    hasTags: runs.length === 0 || runs.some(({ tags }) => tags.length > 0),
    hasSteps: runs.length === 0 || runs.some((run) => isOfAgent(run) || run.steps !== null),
  };
  const speedDecimals = runs.some(({ output_tokens_per_second: speed }) => (speed ?? 0) >= SPEED_OF_WHOLE_NUMBERS)
    ? 0
    : 1;
  const usdDecimals = usdDecimalsFor(runs.map((run) => run.cost_usd));
  const rows = runs.map((run) => ({
    id: run.id,
    href: `/runs/${run.id}`,
    dueAt: run.due_at,
    scenario: { name: run.scenario_name, href: `/runs?scenario=${run.scenario_id}` },
    target: run.target_name,
    status: run.status,
    goal: isOfAgent(run) || run.goal !== "not_evaluated" ? run.goal : null,
    verdict: run.verdict?.goal ?? null,
    tags: run.tags,
    reason: run.error ?? run.goal_reason,
    total: run.total_duration_ms === null ? NONE : formatDurationIn(heads.total, run.total_duration_ms),
    lasted:
      run.total_duration_ms === null
        ? "no total"
        : `${formatDurationIn(heads.total, run.total_duration_ms)} ${heads.total}`,
    ttft: run.ttft_ms === null ? NONE : formatDurationIn(heads.ttft, run.ttft_ms),
    steps: run.steps === null ? NONE : formatNumber(run.steps),
    tokens: run.output_tokens === null ? NONE : formatNumber(run.output_tokens),
    speed: run.output_tokens_per_second === null ? NONE : formatNumber(run.output_tokens_per_second, speedDecimals),
    cost: run.cost_usd === null ? NONE : formatUsdIn(usdDecimals, run.cost_usd),
  }));
  return { rows, heads };
}
