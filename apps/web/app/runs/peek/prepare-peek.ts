import type { RunSummary } from "@tfbench/contracts";
import { measuredOf } from "#components/measured/measured-of.ts";
import { MEASURED_WORDS } from "#components/measured/measured-words.ts";
import { GOAL_LOOK, RUN_STATUS_LOOK, type Look } from "#components/status-look.ts";
import { formatDuration } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatUsd } from "#format/format-usd.ts";

export type PeekBadge = { look: Look; prefix?: string };

/** How the run ended, and what became of its goal, which a run on an endpoint has none of; a person's verdict last. */
export const preparePeekBadges = (run: RunSummary): PeekBadge[] => [
  { look: RUN_STATUS_LOOK[run.status] },
  ...(measuredOf(run.provider) === "agents" ? [{ look: GOAL_LOOK[run.goal], prefix: "goal" }] : []),
  ...(run.verdict === null ? [] : [{ look: GOAL_LOOK[run.verdict.goal], prefix: "verdict" }]),
];

export type PeekFigure = { name: string; value: string };

const NONE = "-";
const durationOr = (valueMs: number | null): string => (valueMs === null ? NONE : formatDuration(valueMs));

const tokenFigures = ({ output_tokens: tokens, output_tokens_per_second: speed }: RunSummary): PeekFigure[] => [
  { name: "Output tokens", value: tokens === null ? NONE : formatNumber(tokens) },
  { name: "Speed", value: speed === null ? NONE : `${formatNumber(speed, 1)} tokens/s` },
];

/** The key figures of a run; a dash where there is none, never a zero. */
export function preparePeekFigures(run: RunSummary): PeekFigure[] {
  const measured = measuredOf(run.provider);
  return [
    { name: "Total time", value: durationOr(run.total_duration_ms) },
    { name: MEASURED_WORDS[measured].firstTitle, value: durationOr(run.ttft_ms) },
    ...(measured === "agents"
      ? [{ name: "Steps", value: run.steps === null ? NONE : formatNumber(run.steps) }]
      : tokenFigures(run)),
    { name: "Cost", value: run.cost_usd === null ? "not known" : formatUsd(run.cost_usd) },
  ];
}
