import type { BatchStatus } from "@tfbench/contracts";
import type { Database } from "./database.ts";
import type { Queue } from "./queue.ts";

export type LeaseRenewal = {
  worker_id: string;
  batch_ids: readonly number[];
  lease_ms: number;
  /** Runs open now, shown by /health. */
  in_flight_runs: number;
};
/** What a worker has to know about its batches; cancels come here too when their notice was lost. */
export type LeaseNews = {
  cancelled_batches: number[];
  cancelled_runs: { run_id: number; batch_id: number }[];
  /** Another worker has them now: stop, and write nothing more. */
  lost_batches: number[];
};

type LeaseRow = { id: number; status: BatchStatus; worker_id: string | null; cancel_requested: boolean };

/** Says that a worker lives and keeps its batches for another `lease_ms`. */
export async function renewLeases(
  db: Database,
  { worker_id, batch_ids, lease_ms, in_flight_runs }: LeaseRenewal,
): Promise<LeaseNews> {
  return db.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO workers (id, running_batches, in_flight_runs) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET last_seen_at = now(), running_batches = excluded.running_batches, in_flight_runs = excluded.in_flight_runs`,
      [worker_id, batch_ids.length, in_flight_runs],
    );
    if (batch_ids.length === 0) return { cancelled_batches: [], cancelled_runs: [], lost_batches: [] };
    await tx.query(
      `UPDATE batches SET lease_until = now() + $3 * interval '1 millisecond'
       WHERE id = ANY($2::integer[]) AND worker_id = $1 AND status = 'running'`,
      [worker_id, batch_ids, lease_ms],
    );
    const rows = await tx.query<LeaseRow>(
      "SELECT id, status, worker_id, cancel_requested_at IS NOT NULL AS cancel_requested FROM batches WHERE id = ANY($1::integer[])",
      [batch_ids],
    );
    const cancelled_runs = await tx.query<{ run_id: number; batch_id: number }>(
      "SELECT id AS run_id, batch_id FROM runs WHERE batch_id = ANY($1::integer[]) AND cancel_requested_at IS NOT NULL AND status IN ('running', 'cancelled')",
      [batch_ids],
    );
    const running = rows.filter(({ status }) => status === "running");
    return {
      cancelled_batches: running.flatMap(({ id, cancel_requested }) => (cancel_requested ? [id] : [])),
      cancelled_runs,
      lost_batches: running.flatMap((row) => (row.worker_id === worker_id ? [] : [row.id])),
    };
  });
}

/** Gives up what a worker still holds, when it stops: another one may go on at once. */
export async function releaseLeases(db: Database, workerId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query("UPDATE batches SET lease_until = now() WHERE worker_id = $1 AND status = 'running'", [workerId]);
    await tx.query("DELETE FROM workers WHERE id = $1", [workerId]);
  });
}

/**
 * Gives up the leases of workers that cannot live any more, called before the first worker of a process starts. The
 * embedded database has one process, so every lease it finds is a dead one's; on PostgreSQL leases run out by themselves.
 */
export async function releaseFormerLeases(db: Database): Promise<void> {
  if (db.kind === "postgresql") return;
  await db.transaction(async (tx) => {
    await tx.query("UPDATE batches SET lease_until = now(), enqueued_at = 'epoch' WHERE status = 'running'");
    await tx.query("DELETE FROM workers");
  });
}

const LOST_JOB_SECONDS = 30;
const RESEND_SECONDS = 5;
const BATCHES_AT_ONCE = 1_000;

/** The sweeper: sends batches again whose worker fell silent, or whose job must have got lost. Any number may run it. */
export async function requeueStale(db: Database, queue: Pick<Queue, "send">): Promise<void> {
  await db.transaction(async (tx) => {
    const stale = await tx.query<{ id: number }>(
      `UPDATE batches SET enqueued_at = now() WHERE id IN (
         SELECT id FROM batches
         WHERE (status = 'running' AND lease_until <= now() AND enqueued_at <= now() - $1 * interval '1 second')
            OR (status = 'queued' AND enqueued_at <= now() - $2 * interval '1 second')
         ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [RESEND_SECONDS, LOST_JOB_SECONDS, BATCHES_AT_ONCE],
    );
    await queue.send(
      tx,
      "batch.execute",
      stale.map(({ id }) => ({ batch_id: id })),
    );
  });
}
