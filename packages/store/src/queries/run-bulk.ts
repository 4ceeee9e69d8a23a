import type { BatchPlan, CancelledBy, Labels, RunStatus } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { FINISHED_RUN_COLUMNS } from "./finished-runs.ts";
import type { FinishedRun } from "./finished-runs.ts";

type RunKeys = { project_id: number; ids: readonly number[] };

/** Holds the batches of these runs until the transaction ends, in one order, so that two callers do not wait for each other. */
const lockBatches = (sql: Sql, { project_id, ids }: RunKeys): Promise<{ id: number; status: string }[]> =>
  sql.query(
    `SELECT id, status FROM batches
     WHERE project_id = $1 AND id IN (SELECT batch_id FROM runs WHERE id = ANY($2::integer[])) ORDER BY id FOR UPDATE`,
    [project_id, ids],
  );

export type RunToCancel = {
  id: number;
  batch_id: number;
  status: RunStatus;
  cancelled_by: CancelledBy | null;
  cancel_requested: boolean;
  /** Of an LLM endpoint: a load cannot do without single runs. */
  is_part_of_load: boolean;
};

const findToCancel = (sql: Sql, { project_id, ids }: RunKeys): Promise<RunToCancel[]> =>
  sql.query<RunToCancel>(
    `SELECT r.id, r.batch_id, r.status, r.cancelled_by, r.cancel_requested_at IS NOT NULL AS cancel_requested,
       b.plan ->> 'provider' <> 'tinyfish' AS is_part_of_load
     FROM runs r JOIN batches b ON b.id = r.batch_id WHERE r.project_id = $1 AND r.id = ANY($2::integer[]) ORDER BY r.id`,
    [project_id, ids],
  );

/** Ends those that are queued. Returns those really moved. */
const cancelQueued = (sql: Sql, ids: readonly number[]): Promise<(FinishedRun & { batch_id: number })[]> =>
  sql.query(
    `UPDATE runs SET status = 'cancelled', cancelled_by = 'user', finished_at = now(),
       cancel_requested_at = coalesce(cancel_requested_at, now())
     WHERE id = ANY($1::integer[]) AND status = 'queued' RETURNING ${FINISHED_RUN_COLUMNS}, batch_id`,
    [ids],
  );

/** Asks those that are running to stop. Returns those asked anew. */
const requestCancelOfRunning = (sql: Sql, ids: readonly number[]): Promise<{ id: number; batch_id: number }[]> =>
  sql.query(
    `UPDATE runs SET cancel_requested_at = now()
     WHERE id = ANY($1::integer[]) AND status = 'running' AND cancel_requested_at IS NULL RETURNING id, batch_id`,
    [ids],
  );

/** Which of these batches nobody has taken, and have no run left to start. */
const findEmptied = async (sql: Sql, batchIds: readonly number[]): Promise<number[]> =>
  (
    await sql.query<{ id: number }>(
      `SELECT id FROM batches WHERE id = ANY($1::integer[]) AND status = 'queued'
         AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.batch_id = batches.id AND runs.status = 'queued') ORDER BY id`,
      [batchIds],
    )
  ).map(({ id }) => id);

export type RunToRepeat = { id: number; batch_index: number; plan: BatchPlan; labels: Labels };

/** What runs were made from; the runs of one batch share one plan. */
async function findToRepeat(sql: Sql, { project_id, ids }: RunKeys): Promise<RunToRepeat[]> {
  const found = await sql.query<{ id: number; batch_id: number; batch_index: number }>(
    "SELECT id, batch_id, batch_index FROM runs WHERE project_id = $1 AND id = ANY($2::integer[]) ORDER BY id",
    [project_id, ids],
  );
  const plans = await sql.query<{ id: number; plan: BatchPlan; labels: Labels }>(
    "SELECT id, plan, labels FROM batches WHERE id = ANY($1::integer[])",
    [[...new Set(found.map(({ batch_id }) => batch_id))]],
  );
  const byBatch = new Map(plans.map((batch) => [batch.id, batch]));
  return found.flatMap(({ id, batch_id, batch_index }) => {
    const batch = byBatch.get(batch_id);
    return batch === undefined ? [] : [{ id, batch_index, plan: batch.plan, labels: batch.labels }];
  });
}

/** Cancelling and repeating several runs at once. */
export const bulkRuns = {
  lockBatches,
  findToCancel,
  cancelQueued,
  requestCancelOfRunning,
  findEmptied,
  findToRepeat,
};
