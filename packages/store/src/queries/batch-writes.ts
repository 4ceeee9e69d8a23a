import { Limits, RunSettings, Timeouts, VersionedPrices } from "@tfbench/contracts";
import type {
  Automation,
  BatchPlan,
  BatchStatus,
  CancelledBy,
  KpiBlock,
  Labels,
  Origin,
  RunOrder,
  RunStatus,
  Scenario,
  Target,
} from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { FINISHED_RUN_COLUMNS } from "./finished-runs.ts";
import type { FinishedRun } from "./finished-runs.ts";

/** Everything a batch is planned from, as one statement saw it. */
export type TriggerSource = {
  scenario: Pick<Scenario, "id" | "name" | "inputs_template" | "run_settings" | "slos"> & { is_archived: boolean };
  automation: Pick<Automation, "id" | "name" | "provider" | "request" | "default_inputs"> & { is_archived: boolean };
  /** Null when the scenario leaves the choice to the default target and its provider has none. */
  target:
    | (Pick<
        Target,
        "id" | "name" | "provider" | "base_url" | "credential" | "simulated" | "limits" | "timeouts" | "prices"
      > & {
        is_archived: boolean;
      })
    | null;
};

type Archivable<T> = Omit<T, "is_archived"> & { archived_at: string | null };
type SourceRow = {
  scenario: Archivable<TriggerSource["scenario"]>;
  automation: Archivable<TriggerSource["automation"]>;
  target: Archivable<NonNullable<TriggerSource["target"]>> | null;
};

// Whole rows out of subqueries rather than joins: planning the joins took twice as long as running all of this.
const SOURCE = `
  SELECT row_to_json(s) AS scenario,
         (SELECT row_to_json(a) FROM automations a WHERE a.id = s.automation_id) AS automation,
         (SELECT row_to_json(t) FROM (
            SELECT targets.*, (SELECT row_to_json(p) FROM target_prices p WHERE p.target_id = targets.id ORDER BY p.version DESC LIMIT 1) AS prices
            FROM targets
            WHERE id = coalesce($3::int, s.target_id, (
              SELECT d.id FROM targets d JOIN automations a ON a.id = s.automation_id AND a.provider = d.provider
              WHERE d.project_id = s.project_id AND d.is_default))
          ) t) AS target
  FROM scenarios s
  WHERE s.project_id = $1 AND s.id = $2`;

type SourceKey = { project_id: number; scenario_id: number; target_id: number | null };

/** With `target_id` null the target is the scenario's own, or the default one of the automation's provider. */
async function findSource(sql: Sql, key: SourceKey): Promise<TriggerSource | undefined> {
  const [row] = await sql.query<SourceRow>(SOURCE, [key.project_id, key.scenario_id, key.target_id]);
  if (row === undefined) return undefined;
  const { scenario, automation, target } = row;
  return {
    scenario: {
      ...scenario,
      run_settings: RunSettings.parse(scenario.run_settings),
      is_archived: scenario.archived_at !== null,
    },
    automation: { ...automation, is_archived: automation.archived_at !== null },
    target: target && readTarget(target),
  };
}

/** JSON out of the database writes instants in its own way. */
function readTarget({
  limits,
  timeouts,
  prices,
  archived_at,
  ...target
}: NonNullable<SourceRow["target"]>): NonNullable<TriggerSource["target"]> {
  return {
    ...target,
    limits: Limits.parse(limits),
    timeouts: Timeouts.parse(timeouts),
    prices: VersionedPrices.strip().parse({ ...prices, effective_at: new Date(prices.effective_at).toISOString() }),
    is_archived: archived_at !== null,
  };
}

/** Median steps of the scenario's newest real runs that say how many they took; null when none does. */
async function medianSteps(sql: Sql, scenarioId: number): Promise<number | null> {
  const [row] = await sql.query<{ median: number | null }>(
    `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY steps) AS median
     FROM (SELECT steps FROM runs WHERE scenario_id = $1 AND origin = 'real' AND steps IS NOT NULL ORDER BY id DESC LIMIT 200) AS known`,
    [scenarioId],
  );
  return row?.median ?? null;
}

export type NewBatch = {
  project_id: number;
  scenario_id: number;
  automation_id: number;
  target_id: number;
  origin: Origin;
  plan: BatchPlan;
  labels: Labels;
  run_count: number;
  slots: number;
  rerun_of_run: number | null;
  /** Which run each of its runs repeats, where they repeat different ones. */
  rerun_of_runs: readonly number[] | null;
  /** The sweep it is a level of. */
  sweep_id: number | null;
  idempotency: { key: string; request_hash: string } | null;
  audit: { actor: string; action: string; request_id: string | null };
};

export type InsertedBatch = { id: number; created_at: string; first_run_id: number };

const GIVEN_COLUMNS = `n int, project_id int, scenario_id int, automation_id int, target_id int, origin text, plan jsonb, labels jsonb, run_count int,
  slots int, rerun_of_run int, rerun_of_runs int[], sweep_id int, idempotency_key text, request_hash text, actor text, action text, request_id text`;

/**
 * Batches with their runs, idempotency keys and audit rows in one statement: triggering is the busiest write. The ids
 * are drawn first, because that is how what was inserted is told apart; the answers come in the order of `batches`.
 */
const insertAll = (sql: Sql, batches: readonly NewBatch[]): Promise<InsertedBatch[]> =>
  sql.query<InsertedBatch>(
    `WITH given AS MATERIALIZED (
       SELECT nextval(pg_get_serial_sequence('batches', 'id'))::int AS id, g.* FROM jsonb_to_recordset($1::jsonb) AS g (${GIVEN_COLUMNS})
     ), batch AS (
       INSERT INTO batches (id, project_id, scenario_id, automation_id, target_id, origin, plan, labels, run_count, slots, rerun_of_run, sweep_id)
       OVERRIDING SYSTEM VALUE
       SELECT id, project_id, scenario_id, automation_id, target_id, origin, plan, labels, run_count, slots, rerun_of_run, sweep_id FROM given
     ), run AS (
       INSERT INTO runs (project_id, batch_id, batch_index, scenario_id, automation_id, target_id, origin, labels, rerun_of)
       SELECT project_id, id, run_index, scenario_id, automation_id, target_id, origin, labels, coalesce(rerun_of_runs[run_index + 1], rerun_of_run)
       FROM given, generate_series(0, run_count - 1) AS run_index
       RETURNING id, batch_id, batch_index, created_at
     ), remembered AS (
       INSERT INTO idempotency_keys (project_id, key, request_hash, batch_id)
       SELECT project_id, idempotency_key, request_hash, id FROM given WHERE idempotency_key IS NOT NULL
     ), audited AS (
       INSERT INTO audit_log (project_id, actor, action, noun, noun_id, request_id, details)
       SELECT project_id, actor, action, 'batch', id, request_id,
              jsonb_build_object('scenario_id', scenario_id, 'count', run_count, 'rerun_of_run', rerun_of_run) FROM given
     )
     SELECT given.id, run.created_at, run.id AS first_run_id
     FROM given JOIN run ON run.batch_id = given.id AND run.batch_index = 0
     ORDER BY given.n`,
    [JSON.stringify(batches.map(toGiven))],
  );

const toGiven = ({ idempotency, audit, ...batch }: NewBatch, n: number) => ({
  n,
  ...batch,
  ...audit,
  idempotency_key: idempotency?.key ?? null,
  request_hash: idempotency?.request_hash ?? null,
});

/**
 * Rows for runs that have started, of a running batch whose end alone tells how many it has. They are open from the first:
 * should their worker die, nobody may take them for runs that were never sent.
 */
const appendRuns = (sql: Sql, batchId: number, indexes: readonly number[]): Promise<RunOrder[]> =>
  sql.query<RunOrder>(
    `WITH batch AS (
       UPDATE batches SET run_count = run_count + cardinality($2::integer[]) WHERE id = $1 AND status = 'running' RETURNING *
     )
     INSERT INTO runs (project_id, batch_id, batch_index, scenario_id, automation_id, target_id, origin, labels, status)
     SELECT b.project_id, b.id, index, b.scenario_id, b.automation_id, b.target_id, b.origin, b.labels, 'running'
     FROM batch b, unnest($2::integer[]) AS index
     RETURNING id AS run_id, batch_index AS index`,
    [batchId, indexes],
  );

export type LockedBatch = { id: number; status: BatchStatus; cancel_requested: boolean };

/** Holds the batch until the transaction ends. Whoever changes a batch and its runs takes the batch first. */
const findForUpdate = async (sql: Sql, key: { project_id: number; id: number }): Promise<LockedBatch | undefined> =>
  (
    await sql.query<LockedBatch>(
      "SELECT id, status, cancel_requested_at IS NOT NULL AS cancel_requested FROM batches WHERE project_id = $1 AND id = $2 FOR UPDATE",
      [key.project_id, key.id],
    )
  )[0];

const requestCancel = async (sql: Sql, id: number): Promise<void> => {
  await sql.query("UPDATE batches SET cancel_requested_at = coalesce(cancel_requested_at, now()) WHERE id = $1", [id]);
};

/** Running runs are only asked to stop: the worker ends them and keeps what was measured. Returns whether any was asked anew. */
const requestCancelOfRunning = async (sql: Sql, batchId: number, runId: number | null): Promise<boolean> =>
  (
    await sql.query(
      `UPDATE runs SET cancel_requested_at = now()
       WHERE batch_id = $1 AND ($2::int IS NULL OR id = $2) AND status = 'running' AND cancel_requested_at IS NULL RETURNING id`,
      [batchId, runId],
    )
  ).length > 0;

/** Ends the queued runs of a batch, or one of them. Returns those really moved. */
const cancelQueued = (sql: Sql, batchId: number, runId: number | null): Promise<FinishedRun[]> =>
  sql.query<FinishedRun>(
    `UPDATE runs SET status = 'cancelled', cancelled_by = 'user', finished_at = now(),
       cancel_requested_at = coalesce(cancel_requested_at, now())
     WHERE batch_id = $1 AND ($2::int IS NULL OR id = $2) AND status = 'queued' RETURNING ${FINISHED_RUN_COLUMNS}`,
    [batchId, runId],
  );

/** Ends a batch that no worker has taken yet; one that is running is ended by its worker. */
const endQueued = async (sql: Sql, id: number, summary: KpiBlock): Promise<void> => {
  await sql.query(
    `UPDATE batches SET status = 'cancelled', finished_at = now(), summary = $2::jsonb,
       cancel_requested_at = coalesce(cancel_requested_at, now())
     WHERE id = $1 AND status = 'queued'`,
    [id, JSON.stringify(summary)],
  );
};

const countQueued = async (sql: Sql, batchId: number): Promise<number> =>
  (
    await sql.query<{ queued: number }>(
      "SELECT count(*)::int AS queued FROM runs WHERE batch_id = $1 AND status = 'queued'",
      [batchId],
    )
  )[0]?.queued ?? 0;

export type RunSource = {
  batch_id: number;
  batch_index: number;
  scenario_id: number;
  status: RunStatus;
  cancelled_by: CancelledBy | null;
  plan: BatchPlan;
  labels: Labels;
};

/** What a run was made from. */
const findRunSource = async (sql: Sql, key: { project_id: number; run_id: number }): Promise<RunSource | undefined> =>
  (
    await sql.query<RunSource>(
      `SELECT r.batch_id, r.batch_index, r.scenario_id, r.status, r.cancelled_by, b.plan, b.labels FROM runs r JOIN batches b ON b.id = r.batch_id
       WHERE r.project_id = $1 AND r.id = $2`,
      [key.project_id, key.run_id],
    )
  )[0];

/** The first run of a batch. */
const findFirstRunId = async (sql: Sql, batchId: number): Promise<number | undefined> =>
  (await sql.query<{ id: number }>("SELECT id FROM runs WHERE batch_id = $1 AND batch_index = 0", [batchId]))[0]?.id;

/** Writing batches and their runs: creation and cancellation. */
export const batchWrites = {
  findSource,
  medianSteps,
  insertAll,
  appendRuns,
  findForUpdate,
  requestCancel,
  requestCancelOfRunning,
  cancelQueued,
  endQueued,
  countQueued,
  findRunSource,
  findFirstRunId,
};
