import type { Health } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import type { Statement } from "./statement.ts";

export type QueueDepth = { queued: number; running: number; oldest_queued_at: string | null };

/** Runs of the project that wait or run, of any origin. */
async function selectQueueDepth(sql: Sql, project_id: number): Promise<QueueDepth> {
  const { text, values } = queueDepthStatement(project_id);
  const [depth] = await sql.query<QueueDepth>(text, values);
  return depth ?? { queued: 0, running: 0, oldest_queued_at: null };
}

export function queueDepthStatement(project_id: number): Statement {
  return {
    text: `
SELECT (SELECT count(*) FROM runs WHERE project_id = $1 AND status = 'queued') AS queued,
       (SELECT count(*) FROM runs WHERE project_id = $1 AND status = 'running') AS running,
       (SELECT min(created_at) FROM runs WHERE project_id = $1 AND status = 'queued') AS oldest_queued_at`,
    values: [project_id],
  };
}

async function countQueuedBatches(sql: Sql, project_id: number): Promise<number> {
  const [row] = await sql.query<{ batches: number }>(
    "SELECT count(*) AS batches FROM batches WHERE project_id = $1 AND status = 'queued'",
    [project_id],
  );
  return row?.batches ?? 0;
}

/** Workers seen since an instant, the latest first. */
async function selectWorkers(sql: Sql, seen_since: string): Promise<Health["workers"]> {
  return sql.query<Health["workers"][number]>(
    "SELECT id, last_seen_at, running_batches, in_flight_runs FROM workers WHERE last_seen_at >= $1 ORDER BY last_seen_at DESC, id",
    [seen_since],
  );
}

/** What waits, and who works. */
export const health = { queueDepth: selectQueueDepth, queuedBatches: countQueuedBatches, workers: selectWorkers };
