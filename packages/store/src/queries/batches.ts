import type {
  Batch,
  BatchDetail,
  EngineHealth,
  KpiBlock,
  BatchLoadReport,
  ListedScenario,
  RunStatus,
  Validity,
} from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { BATCH_COLUMNS, BATCH_JOINS, LAST_BATCH_COLUMNS } from "./batch-columns.ts";
import type { BatchRow } from "./batch-columns.ts";
import { selectBatchPage } from "./batch-page.ts";
import type { Statement } from "./statement.ts";

export type BatchDetailRow = BatchRow &
  Pick<BatchDetail, "plan" | "summary" | "load_report" | "validity" | "engine_health">;

async function selectBatch(
  sql: Sql,
  { project_id, id }: { project_id: number; id: number },
): Promise<BatchDetailRow | null> {
  const [row] = await sql.query<BatchDetailRow>(
    `SELECT ${BATCH_COLUMNS}, b.plan, b.summary, b.load_report - 'slo' AS load_report, b.validity, b.engine_health FROM batches b ${BATCH_JOINS} WHERE b.id = $1 AND b.project_id = $2`,
    [id, project_id],
  );
  return row ?? null;
}

/** The loads that a queued load comes after: those that are measured, and those that wait longer. At most ten. */
async function selectLoadsBefore(sql: Sql, { project_id, id }: { project_id: number; id: number }): Promise<number[]> {
  const rows = await sql.query<{ id: number }>(
    `SELECT b.id FROM batches b
     WHERE b.project_id = $1 AND b.status IN ('queued', 'running') AND (b.status = 'running' OR b.id < $2) AND b.id <> $2
       AND b.plan ->> 'provider' <> 'tinyfish'
     ORDER BY b.id LIMIT 10`,
    [project_id, id],
  );
  return rows.map((row) => row.id);
}

export type LastBatchRow = Omit<NonNullable<ListedScenario["last_batch"]>, "counts"> &
  Pick<BatchRow, "scenario_id" | "summary_counts">;

/** The newest batch of each scenario that has one. */
const selectLast = (sql: Sql, scenario_ids: readonly number[]): Promise<LastBatchRow[]> =>
  sql.query(
    `SELECT ${LAST_BATCH_COLUMNS} FROM unnest($1::integer[]) AS wanted (id)
     CROSS JOIN LATERAL (SELECT * FROM batches WHERE scenario_id = wanted.id ORDER BY id DESC LIMIT 1) b`,
    [scenario_ids],
  );

export type StatusCount = { batch_id: number; status: RunStatus; runs: number };

/** How many runs of each batch are in each status. */
async function countRunsByStatus(sql: Sql, batch_ids: readonly number[]): Promise<StatusCount[]> {
  if (batch_ids.length === 0) return [];
  const { text, values } = runsByStatusStatement(batch_ids);
  return sql.query<StatusCount>(text, values);
}

export function runsByStatusStatement(batch_ids: readonly number[]): Statement {
  return {
    text: "SELECT batch_id, status, count(*) AS runs FROM runs WHERE batch_id = ANY($1) GROUP BY batch_id, status",
    values: [batch_ids],
  };
}

/** What decides how a batch ends. */
export type BatchEnding = {
  batch_id: number;
  provider: Batch["provider"];
  load: Batch["load"];
  /** Most turns of its conversations; null where every run stands alone. */
  chat_turns: number | null;
  /** Runs that it did not start have no row. */
  is_open_ended: boolean;
  status: Batch["status"];
  cancel_requested: boolean;
  open_runs: number;
  ended_runs: number;
  cancelled_by_user: number;
  out_of_credits: number;
  aborted: number;
  /** Of the first aborted run. */
  abort_reason: string | null;
};

async function selectBatchEndings(sql: Sql, batch_ids: readonly number[]): Promise<BatchEnding[]> {
  const { text, values } = batchEndingsStatement(batch_ids);
  return sql.query<BatchEnding>(text, values);
}

export function batchEndingsStatement(batch_ids: readonly number[]): Statement {
  return {
    text: `
SELECT b.id AS batch_id, b.plan ->> 'provider' AS provider, b.plan -> 'load' AS load,
  (b.plan #>> '{settings,chats,turns}')::integer AS chat_turns, b.plan -> 'is_open_ended' IS NOT NULL AS is_open_ended, b.status, b.cancel_requested_at IS NOT NULL AS cancel_requested,
  count(*) FILTER (WHERE r.status IN ('queued', 'running')) AS open_runs,
  count(*) FILTER (WHERE r.status NOT IN ('queued', 'running')) AS ended_runs,
  count(*) FILTER (WHERE r.status = 'cancelled' AND r.cancelled_by = 'user') AS cancelled_by_user,
  count(*) FILTER (WHERE r.status = 'out_of_credits') AS out_of_credits,
  count(*) FILTER (WHERE r.status = 'aborted') AS aborted,
  (array_agg(r.reason_code ORDER BY r.batch_index) FILTER (WHERE r.status = 'aborted'))[1] AS abort_reason
FROM batches b JOIN runs r ON r.batch_id = b.id
WHERE b.id = ANY($1::integer[])
GROUP BY b.id`,
    values: [batch_ids],
  };
}

export type BatchEnd = {
  batch_id: number;
  status: "finished" | "failed" | "cancelled";
  reason_code: string | null;
  error: string | null;
  summary: KpiBlock;
  load_report: BatchLoadReport | null;
  validity: Validity | null;
  engine_health: EngineHealth | null;
};

/** Ends those of the batches that are running and have no open run; returns the ids of those this call ended. */
async function endBatches(tx: Sql, ends: readonly BatchEnd[]): Promise<number[]> {
  const ended = await tx.query<{ id: number }>(
    `
UPDATE batches
SET status = e.status, reason_code = e.reason_code, error = e.error, summary = e.summary,
  load_report = e.load_report, validity = e.validity, engine_health = e.engine_health, finished_at = now(), lease_until = NULL
FROM json_to_recordset($1::json) AS e (batch_id integer, status text, reason_code text, error text, summary jsonb,
  load_report jsonb, validity jsonb, engine_health jsonb)
WHERE batches.id = e.batch_id AND batches.status = 'running'
  AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.batch_id = batches.id AND runs.status IN ('queued', 'running'))
RETURNING batches.id`,
    [JSON.stringify(ends)],
  );
  return ended.map(({ id }) => id);
}

/** Reading batches, and ending them. */
export const batches = {
  listPage: selectBatchPage,
  find: selectBatch,
  last: selectLast,
  loadsBefore: selectLoadsBefore,
  countRunsByStatus,
  findEndings: selectBatchEndings,
  end: endBatches,
};
