import type { RunSummary } from "@tfbench/contracts";
import { formatDuration } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatUsd } from "#format/format-usd.ts";

export type PeekFigure = { name: string; value: string };

const NONE = "-";
const durationOr = (valueMs: number | null): string => (valueMs === null ? NONE : formatDuration(valueMs));

/** The key figures of a run; a dash where there is none, never a zero. */
export const preparePeekFigures = (run: RunSummary): PeekFigure[] => [
  { name: "Total time", value: durationOr(run.total_duration_ms) },
  { name: run.provider === "tinyfish" ? "First action" : "First token", value: durationOr(run.ttft_ms) },
  { name: "Steps", value: run.steps === null ? NONE : formatNumber(run.steps) },
  { name: "Cost", value: run.cost_usd === null ? "not known" : formatUsd(run.cost_usd) },
];
