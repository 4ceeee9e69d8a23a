import type { AuditEntry, BatchPlan, BatchStatus, Origin } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { readRunsOfBatch, selectRunsOfBatches, selectSums } from "./report-batch-runs.ts";

/**
 * What is measured, whatever the load: equal texts mean equal definitions. jsonb writes its keys in one order, and what a
 * plan does not have leaves the text as it was.
 */
const definitionOf = (batch: string) =>
  `md5(concat_ws('/', ${batch}.plan -> 'request', ${batch}.plan -> 'settings', ${batch}.plan -> 'timeouts', ${batch}.plan #> '{target,id}', ${batch}.plan #> '{target,base_url}', ${batch}.plan -> 'slos'))`;

export type BatchFact = {
  id: number;
  started_at: string;
  status: BatchStatus;
  definition_id: string;
  /** Equal for batches with equal inputs. */
  case_id: string;
};

async function selectFacts(sql: Sql, ids: readonly number[]): Promise<BatchFact[]> {
  if (ids.length === 0) return [];
  return sql.query<BatchFact>(
    `SELECT b.id, coalesce(b.started_at, b.created_at) AS started_at, b.status, ${definitionOf("b")} AS definition_id,
       md5((b.plan -> 'inputs')::text) AS case_id
     FROM batches b WHERE b.id = ANY($1::integer[]) ORDER BY b.id`,
    [ids],
  );
}

/** Origins and targets a scenario has batches of. */
async function selectScope(
  sql: Sql,
  key: { project_id: number; scenario_id: number },
): Promise<{ origins: Origin[]; targets: { id: number; name: string }[] }> {
  const values = [key.project_id, key.scenario_id];
  const origins = await sql.query<{ origin: Origin }>(
    `SELECT origin FROM (VALUES (1, 'real'), (2, 'simulated'), (3, 'sample')) AS origins (place, origin)
     WHERE EXISTS (SELECT 1 FROM batches b WHERE b.project_id = $1 AND b.scenario_id = $2 AND b.origin = origins.origin)
     ORDER BY place`,
    values,
  );
  const targets = await sql.query<{ id: number; name: string }>(
    `SELECT t.id, t.name FROM targets t
     WHERE t.project_id = $1 AND EXISTS (SELECT 1 FROM batches b WHERE b.scenario_id = $2 AND b.target_id = t.id)
     ORDER BY t.id`,
    values,
  );
  return { origins: origins.map(({ origin }) => origin), targets };
}

/** A batch whose definition differs from that of the batch before it; `previous_id` null for the first. */
export type DefinitionChange = { id: number; at: string; definition_id: string; previous_id: number | null };

const BATCHES_LOOKED_AT = 1_000;

/** Where the definition changed among the latest batches of a scenario, the newest first. */
async function selectDefinitionChanges(
  sql: Sql,
  { scenario_id, origin, limit }: { scenario_id: number; origin: Origin; limit: number },
): Promise<DefinitionChange[]> {
  return sql.query<DefinitionChange>(
    `SELECT id, at, definition_id, previous_id
     FROM (
       SELECT id, at, definition_id, lag(id) OVER batches_in_order AS previous_id,
         lag(definition_id) OVER batches_in_order AS previous_definition
       FROM (
         SELECT b.id, coalesce(b.started_at, b.created_at) AS at, ${definitionOf("b")} AS definition_id
         FROM batches b WHERE b.scenario_id = $1 AND b.origin = $2 ORDER BY b.id DESC LIMIT ${BATCHES_LOOKED_AT}
       ) latest
       WINDOW batches_in_order AS (ORDER BY id)
     ) compared
     WHERE definition_id IS DISTINCT FROM previous_definition
     ORDER BY id DESC LIMIT $3`,
    [scenario_id, origin, limit],
  );
}

async function selectPlans(sql: Sql, ids: readonly number[]): Promise<Map<number, BatchPlan>> {
  const rows = await sql.query<{ id: number; plan: BatchPlan }>(
    "SELECT id, plan FROM batches WHERE id = ANY($1::integer[])",
    [ids],
  );
  return new Map(rows.map(({ id, plan }) => [id, plan]));
}

/** What was done to rows of several nouns, the newest first. */
async function selectAudit(
  sql: Sql,
  order: { project_id: number; rows: readonly { noun: string; id: number }[]; limit: number },
): Promise<AuditEntry[]> {
  return sql.query<AuditEntry>(
    `SELECT a.id, a.at, a.actor, a.action, a.noun, a.noun_id, a.request_id, a.details
     FROM audit_log a JOIN unnest($2::text[], $3::integer[]) AS wanted (noun, id) ON a.noun = wanted.noun AND a.noun_id = wanted.id
     WHERE a.project_id = $1 ORDER BY a.id DESC LIMIT $4`,
    [order.project_id, order.rows.map(({ noun }) => noun), order.rows.map(({ id }) => id), order.limit],
  );
}

/** The finished batches before one, of the same definition, target, origin and load, the latest first. */
async function selectAlike(
  sql: Sql,
  { batch_id, limit }: { batch_id: number; limit: number },
): Promise<{ id: number; started_at: string | null; run_count: number }[]> {
  return sql.query<{ id: number; started_at: string | null; run_count: number }>(
    `SELECT id, started_at, run_count
     FROM (
       SELECT b.id, b.started_at, b.run_count, ${definitionOf("b")} AS definition_id, ${definitionOf("this")} AS wanted
       FROM batches this
       JOIN batches b ON b.scenario_id = this.scenario_id AND b.id < this.id AND b.origin = this.origin
         AND b.target_id = this.target_id AND b.status = 'finished'
         AND (b.plan -> 'load') - 'runs' - 'start_spread_ms' = (this.plan -> 'load') - 'runs' - 'start_spread_ms'
       WHERE this.id = $1 ORDER BY b.id DESC LIMIT 100
     ) earlier
     WHERE definition_id = wanted ORDER BY id DESC LIMIT $2`,
    [batch_id, limit],
  );
}

/** As `selectOverlapping`, of several batches; those beside which none ran are no keys. */
async function selectOverlappingOfEach(sql: Sql, batch_ids: readonly number[]): Promise<Map<number, number[]>> {
  const rows = await sql.query<{ this_id: number; ids: number[] }>(
    `SELECT this_id, (array_agg(id ORDER BY id))[1:10] AS ids FROM (
       SELECT this.id AS this_id, b.id, b.target_id, b.plan, this.target_id AS this_target_id, this.plan AS this_plan
       FROM batches this JOIN batches b ON b.project_id = this.project_id AND b.id <> this.id
       WHERE this.id = ANY($1::integer[]) AND this.origin <> 'sample' AND b.origin <> 'sample' AND b.id BETWEEN this.id - 1000 AND this.id + 1000
         AND b.started_at < coalesce(this.finished_at, now()) AND coalesce(b.finished_at, now()) > this.started_at
       OFFSET 0
     ) overlapping
     WHERE target_id = this_target_id OR plan #>> '{target,credential}' = this_plan #>> '{target,credential}'
     GROUP BY this_id`,
    [batch_ids],
  );
  return new Map(rows.map(({ this_id, ids }) => [this_id, ids]));
}

/** Other batches on the same target, or with the same key, that ran at the same time, at most ten. Samples ran nowhere. */
const selectOverlapping = async (sql: Sql, batch_id: number): Promise<number[]> =>
  (await selectOverlappingOfEach(sql, [batch_id])).get(batch_id) ?? [];

/** A finished batch as one value of a scenario's history. */
export type HistoryBatch = {
  id: number;
  scenario_id: number;
  scenario_name: string;
  target_id: number;
  target_name: string;
  concurrency: number;
  definition_id: string;
  at: string;
  total_p50_ms: number;
};

/** A summary states no median under six successes; of batches up to this size it is then taken from the few runs. */
const FEW_RUNS = 40;

/** The median of a batch's successes, which are attempted runs that passed or completed unchecked; null without one. */
const TOTAL_P50 = `coalesce(
  (b.summary #>> '{total_duration_ms,p50,value}')::double precision,
  CASE WHEN b.run_count <= ${FEW_RUNS} THEN (
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY r.total_duration_ms) FROM runs r
    WHERE r.batch_id = b.id AND r.load_part IS NULL AND (r.goal = 'passed' OR (r.status = 'completed' AND r.goal = 'not_evaluated'))
  ) END)`;

/** The latest finished batches of each scenario that have a typical time, in order of id. */
async function selectHistory(
  sql: Sql,
  order: {
    project_id: number;
    scenario_ids: readonly number[];
    origin: Origin;
    target_id: number | null;
    limit: number;
  },
): Promise<HistoryBatch[]> {
  const { project_id, scenario_ids, origin, target_id, limit } = order;
  return sql.query<HistoryBatch>(
    `SELECT latest.id, s.id AS scenario_id, s.name AS scenario_name, t.id AS target_id, t.name AS target_name,
       latest.concurrency, latest.definition_id, latest.at, latest.total_p50_ms
     FROM scenarios s CROSS JOIN LATERAL (
       SELECT b.id, b.target_id, (b.plan #>> '{load,concurrency}')::integer AS concurrency,
         ${definitionOf("b")} AS definition_id, coalesce(b.started_at, b.created_at) AS at,
         ${TOTAL_P50} AS total_p50_ms
       FROM batches b
       WHERE b.scenario_id = s.id AND b.origin = $3 AND b.status = 'finished'
         AND b.plan #>> '{load,kind}' = 'closed' AND ($4::integer IS NULL OR b.target_id = $4)
       ORDER BY b.id DESC LIMIT $5
     ) latest
     JOIN targets t ON t.id = latest.target_id
     WHERE s.project_id = $1 AND s.id = ANY($2::integer[]) AND latest.total_p50_ms > 0
     ORDER BY s.id, latest.id`,
    [project_id, scenario_ids, origin, target_id, limit],
  );
}

/** Batches as reports read them. */
export const reportBatches = {
  facts: selectFacts,
  scope: selectScope,
  definitionChanges: selectDefinitionChanges,
  plans: selectPlans,
  audit: selectAudit,
  readRuns: readRunsOfBatch,
  runsOf: selectRunsOfBatches,
  alike: selectAlike,
  history: selectHistory,
  sums: selectSums,
  overlapping: selectOverlapping,
  overlappingOfEach: selectOverlappingOfEach,
};
