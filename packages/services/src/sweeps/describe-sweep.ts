import { isFinalBatchStatus } from "@tfbench/contracts";
import type { BatchStatus, SweepSummary } from "@tfbench/contracts";
import type { SweepRow } from "@tfbench/store";

/** A sweep as its batches make it. */
export function describeSweep({ statuses, last_finished_at, ...sweep }: SweepRow): SweepSummary {
  const status = statusOf(statuses);
  return {
    ...sweep,
    ended_levels: statuses.filter(isFinalBatchStatus).length,
    status,
    finished_at: isFinalBatchStatus(status) ? last_finished_at : null,
  };
}

function statusOf(statuses: readonly BatchStatus[]): BatchStatus {
  if (statuses.every((status) => status === "queued")) return "queued";
  if (!statuses.every(isFinalBatchStatus)) return "running";
  if (statuses.includes("cancelled")) return "cancelled";
  return statuses.includes("failed") ? "failed" : "finished";
}
