import type { Goal, RunStatus } from "@tfbench/contracts";
import type { ChartPoint } from "#components/charts/chart-model.ts";
import { outcomeWord } from "#components/reports/outcome-look.ts";
import { formatDuration } from "#format/duration-unit.ts";

/** One run as a dot of a picture. */
export type RunDot = { run_id: number; total_duration_ms: number | null; status: RunStatus; goal: Goal };

/** Whether the run has a duration of its own. */
export const isEnded = ({ status, total_duration_ms: ms }: RunDot) =>
  ms !== null && (status === "completed" || status === "agent_failed");

/** What the dot says, and the run it opens. */
export const dotPoint = (dot: RunDot, heading: string, at: { series: number; index: number }): ChartPoint => ({
  ...at,
  heading,
  lines: [
    outcomeWord(dot),
    dot.total_duration_ms === null || !isEnded(dot) ? "without an end" : formatDuration(dot.total_duration_ms),
  ],
  href: `/runs/${dot.run_id}`,
});
