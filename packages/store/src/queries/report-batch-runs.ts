import type { CancelledBy, Goal, LoadPart, RunStatus } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { inWindow } from "./in-window.ts";

/** A run of one batch, ended or not, as the batch's report reads it; none of a warm-up or cool-down that has ended. */
export type ReportBatchRun = {
  id: number;
  batch_index: number;
  status: RunStatus;
  goal: Goal;
  cancelled_by: CancelledBy | null;
  started_at: string | null;
  finished_at: string | null;
  total_duration_ms: number | null;
  ttft_ms: number | null;
  lag_ms: number | null;
  slot_wait_ms: number | null;
  provider_queue_ms: number | null;
  provider_run_ms: number | null;
  coalesced: boolean | null;
  load_part: LoadPart | null;
};

const COLUMNS = `id, batch_index, status, goal, cancelled_by, started_at, finished_at, total_duration_ms, ttft_ms, lag_ms,
         slot_wait_ms, provider_queue_ms, provider_run_ms, coalesced, load_part`;

/** Runs of a batch by their index, in pages, so that other statements get their turn in between. */
export async function* readRunsOfBatch(
  sql: Sql,
  batch_id: number,
  page_size: number,
): AsyncGenerator<ReportBatchRun[]> {
  let after_index = -1;
  for (;;) {
    const page: ReportBatchRun[] = await sql.query<ReportBatchRun>(
      `SELECT ${COLUMNS}
       FROM runs WHERE batch_id = $1 AND batch_index > $2 ORDER BY batch_index LIMIT $3`,
      [batch_id, after_index, page_size],
    );
    const last = page.at(-1);
    if (last === undefined) return;
    yield inWindow(page);
    if (page.length < page_size) return;
    after_index = last.batch_index;
  }
}

/** The runs of several batches, all at once: for batches of few runs. */
export const selectRunsOfBatches = (
  sql: Sql,
  batch_ids: readonly number[],
): Promise<(ReportBatchRun & { batch_id: number })[]> =>
  sql.query(
    `SELECT batch_id, ${COLUMNS} FROM runs WHERE batch_id = ANY($1::integer[]) AND load_part IS NULL ORDER BY batch_id, batch_index`,
    [batch_ids],
  );

/** Sums over the runs of a batch: logs of the durations of those that ended; attempted runs and those that succeeded. */
export type BatchSumsRow = {
  batch_id: number;
  ended: number;
  log_sum: number;
  log_squares: number;
  attempted: number;
  passed: number;
  unchecked: number;
};

export async function selectSums(sql: Sql, ids: readonly number[]): Promise<BatchSumsRow[]> {
  if (ids.length === 0) return [];
  return sql.query<BatchSumsRow>(
    `SELECT batch_id,
       count(*) FILTER (WHERE has_end) AS ended,
       coalesce(sum(ln(total_duration_ms)) FILTER (WHERE has_end), 0) AS log_sum,
       coalesce(sum(ln(total_duration_ms) ^ 2) FILTER (WHERE has_end), 0) AS log_squares,
       count(*) FILTER (WHERE attempted) AS attempted,
       count(*) FILTER (WHERE attempted AND goal = 'passed') AS passed,
       count(*) FILTER (WHERE status = 'completed' AND goal = 'not_evaluated') AS unchecked
     FROM (
       SELECT batch_id, status, goal, total_duration_ms,
         status IN ('completed', 'agent_failed') AND total_duration_ms > 0 AS has_end,
         status IN ('completed', 'agent_failed', 'infra_error', 'rate_limited', 'timeout', 'dropped')
           OR (status = 'cancelled' AND cancelled_by = 'provider') AS attempted
       FROM runs WHERE batch_id = ANY($1::integer[]) AND load_part IS NULL AND status NOT IN ('queued', 'running')
     ) judged
     GROUP BY batch_id ORDER BY batch_id`,
    [ids],
  );
}
