import type {
  BatchPlan,
  BatchStatus,
  Labels,
  BatchLoadReport,
  SearchState,
  SweepAxis,
  SweepSummary,
  Validity,
} from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { BATCH_COLUMNS, BATCH_JOINS } from "./batch-columns.ts";
import type { BatchRow } from "./batch-columns.ts";

type SweepKey = { project_id: number; id: number };
export type NewSweep = { project_id: number; scenario_id: number; axis: SweepAxis; search: SearchState | null };
export type LevelRow = BatchRow & { load_report: BatchLoadReport | null; validity: Validity | null };
/** A sweep with the statuses of its batches in place of its own. */
export type SweepRow = Omit<SweepSummary, "status" | "ended_levels" | "finished_at" | "search"> & {
  search: SearchState | null;
  statuses: BatchStatus[];
  last_finished_at: string | null;
};

async function insertSweep(sql: Sql, { project_id, scenario_id, axis, search }: NewSweep): Promise<number | undefined> {
  const [row] = await sql.query<{ id: number }>(
    "INSERT INTO sweeps (project_id, scenario_id, axis, search) VALUES ($1, $2, $3, $4::jsonb) RETURNING id",
    [project_id, scenario_id, axis, search === null ? null : JSON.stringify(search)],
  );
  return row?.id;
}

// Every batch of a sweep is of one scenario on one target, so any of them says which.
const SUMMARY = `
  SELECT w.id, w.scenario_id, s.name AS scenario_name, min(t.name) AS target_name, min(b.origin) AS origin, w.axis, w.search, w.created_at,
    jsonb_agg(b.plan -> 'load' -> CASE w.axis WHEN 'rate' THEN 'rate_per_second' ELSE 'concurrency' END ORDER BY b.id) AS levels,
    coalesce((array_agg(b.plan -> 'slos' ORDER BY b.id))[1], '[]') AS slos,
    jsonb_agg(b.status ORDER BY b.id) AS statuses, max(b.finished_at) AS last_finished_at
  FROM sweeps w JOIN batches b ON b.sweep_id = w.id JOIN scenarios s ON s.id = w.scenario_id JOIN targets t ON t.id = b.target_id`;

async function findSweep(sql: Sql, { project_id, id }: SweepKey): Promise<SweepRow | undefined> {
  const [row] = await sql.query<SweepRow>(`${SUMMARY} WHERE w.project_id = $1 AND w.id = $2 GROUP BY w.id, s.name`, [
    project_id,
    id,
  ]);
  return row;
}

type PageOrder = { project_id: number; before_id: number | null; limit: number };

/** The newest first. */
const selectPage = (sql: Sql, { project_id, before_id, limit }: PageOrder): Promise<SweepRow[]> =>
  sql.query<SweepRow>(
    `${SUMMARY} WHERE w.project_id = $1 AND ($2::integer IS NULL OR w.id < $2)
     GROUP BY w.id, s.name ORDER BY w.id DESC LIMIT $3`,
    [project_id, before_id, limit],
  );

/** Its batches in the order they are measured. */
const selectLevels = (sql: Sql, sweepId: number): Promise<LevelRow[]> =>
  sql.query<LevelRow>(
    `SELECT ${BATCH_COLUMNS}, b.load_report - 'slo' AS load_report, b.validity FROM batches b ${BATCH_JOINS} WHERE b.sweep_id = $1 ORDER BY b.id`,
    [sweepId],
  );

/** Holds its batches that have not ended until the transaction ends. */
const lockOpen = async (sql: Sql, sweepId: number): Promise<number[]> => {
  const rows = await sql.query<{ id: number }>(
    "SELECT id FROM batches WHERE sweep_id = $1 AND status IN ('queued', 'running') ORDER BY id FOR UPDATE",
    [sweepId],
  );
  return rows.map(({ id }) => id);
};

const findOfBatch = async (sql: Sql, batchId: number): Promise<number | null> =>
  (await sql.query<{ sweep_id: number | null }>("SELECT sweep_id FROM batches WHERE id = $1", [batchId]))[0]
    ?.sweep_id ?? null;

/** A search and the load of it that has just ended. */
export type EndedLoad = {
  sweep_id: number;
  project_id: number;
  axis: SweepAxis;
  search: SearchState;
  batch_id: number;
  plan: BatchPlan;
  labels: Labels;
  status: BatchStatus;
  cancel_requested: boolean;
  reason_code: string | null;
  error: string | null;
  load_report: BatchLoadReport | null;
  validity: Validity | null;
};

/** The searches that wait for one of these batches, held until the transaction ends. Whoever takes a sweep has its batch already. */
const lockSearches = (sql: Sql, batchIds: readonly number[]): Promise<EndedLoad[]> =>
  sql.query<EndedLoad>(
    `SELECT w.id AS sweep_id, w.project_id, w.axis, w.search, b.id AS batch_id, b.plan, b.labels, b.status,
       b.cancel_requested_at IS NOT NULL AS cancel_requested, b.reason_code, b.error, b.load_report, b.validity
     FROM batches b JOIN sweeps w ON w.id = b.sweep_id
     WHERE b.id = ANY($1::integer[]) AND (w.search ->> 'open_batch_id')::integer = b.id AND w.search ->> 'ended' IS NULL
       AND b.status NOT IN ('queued', 'running')
     ORDER BY w.id FOR UPDATE OF w`,
    [batchIds],
  );

const saveSearch = async (sql: Sql, sweepId: number, search: SearchState): Promise<void> => {
  await sql.query("UPDATE sweeps SET search = $2::jsonb WHERE id = $1", [sweepId, JSON.stringify(search)]);
};

/** Sweeps and their levels. */
export const sweeps = {
  insert: insertSweep,
  find: findSweep,
  listPage: selectPage,
  levels: selectLevels,
  lockOpen,
  lockSearches,
  saveSearch,
  ofBatch: findOfBatch,
};
