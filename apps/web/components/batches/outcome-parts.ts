import type { RunCounts, RunStatus } from "@tfbench/contracts";
import { RUN_STATUS_LOOK } from "#components/status-look.ts";
import { formatNumber } from "#format/format-number.ts";

export type ProgressPart = { status: RunStatus; count: number; percent: number; text: string };

/** Ended statuses first, then what is still open: the bar fills from the left. */
const ORDER: readonly RunStatus[] = [
  "completed",
  "agent_failed",
  "infra_error",
  "rate_limited",
  "timeout",
  "dropped",
  "out_of_credits",
  "budget_stopped",
  "aborted",
  "cancelled",
  "running",
  "queued",
];

/** How many runs are in each status, as parts of a bar that `share` of is in use. */
export const outcomeParts = (counts: RunCounts, total: number, share = 1): ProgressPart[] =>
  ORDER.flatMap((status) => {
    const count = counts[status] ?? 0;
    const text = `${formatNumber(count)} ${RUN_STATUS_LOOK[status].word}`;
    return count === 0 ? [] : [{ status, count, percent: (count / total) * 100 * share, text }];
  });
