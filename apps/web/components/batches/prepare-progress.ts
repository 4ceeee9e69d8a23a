import type { Batch, RunStatus } from "@tfbench/contracts";
import { isFinalRun } from "#components/is-final.ts";
import { RUN_STATUS_LOOK } from "#components/status-look.ts";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";

export type ProgressPart = { status: RunStatus; count: number; percent: number; text: string };
export type Progress = { done: number; total: number; sentence: string; parts: ProgressPart[]; leftToCancel: number };

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

export function prepareProgress({ run_count: total, counts }: Pick<Batch, "run_count" | "counts">): Progress {
  const parts = ORDER.flatMap((status) => {
    const count = counts[status] ?? 0;
    return count === 0
      ? []
      : [
          {
            status,
            count,
            percent: (count / total) * 100,
            text: `${formatNumber(count)} ${RUN_STATUS_LOOK[status].word}`,
          },
        ];
  });
  const done = parts.filter(({ status }) => isFinalRun(status)).reduce((sum, { count }) => sum + count, 0);
  return {
    done,
    total,
    sentence:
      done === total ? `All ${countOf(total, "run")} ended` : `${formatNumber(done)} of ${countOf(total, "run")} ended`,
    parts,
    leftToCancel: total - done,
  };
}
