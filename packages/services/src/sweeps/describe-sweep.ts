import { isFinalBatchStatus } from "@tfbench/contracts";
import type { BatchStatus, SearchState, SweepSummary } from "@tfbench/contracts";
import type { SweepRow } from "@tfbench/store";
import { describeSearch } from "./describe-search.ts";

/** A load that was lost took another one in its place, so that the search may be decided all the same. */
const OF_SEARCH = { decided: "finished", cancelled: "cancelled", broken: "failed" } as const satisfies Record<
  NonNullable<SearchState["ended"]>,
  BatchStatus
>;

/** A sweep as its batches make it. */
export function describeSweep({ statuses, last_finished_at, search, ...sweep }: SweepRow): SweepSummary {
  const status = search?.ended ? OF_SEARCH[search.ended] : statusOf(statuses);
  return {
    ...sweep,
    search: search === null ? null : describeSearch(sweep.axis, search),
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
