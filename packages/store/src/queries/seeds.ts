import type { BatchPlan, KpiBlock, Labels, Origin, RunEvent, RunResult } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { insertBulkRuns } from "./bulk-runs.ts";
import { FINISHED_RUN_COLUMNS } from "./finished-runs.ts";
import type { FinishedRun } from "./finished-runs.ts";

/** A batch that ended, as sample data: written whole, never executed. */
export type SampleBatch = {
  project_id: number;
  plan: BatchPlan;
  run_count: number;
  slots: number;
  labels: Labels;
  summary: KpiBlock;
  created_at: string;
  started_at: string;
  finished_at: string;
};
export type SampleRun = RunResult & {
  batch_index: number;
  due_at: string;
  started_at: string | null;
  finished_at: string;
};

const ORIGIN: Origin = "sample";

/** Whether this call is the first to write the samples of the project; true once in its life. */
async function claimSamples(tx: Sql, project_id: number): Promise<boolean> {
  const claimed = await tx.query(
    "UPDATE projects SET samples_written_at = now() WHERE id = $1 AND samples_written_at IS NULL RETURNING id",
    [project_id],
  );
  return claimed.length > 0;
}

async function insertBatch(tx: Sql, batch: SampleBatch): Promise<number> {
  const { plan } = batch;
  const [inserted] = await tx.query<{ id: number }>(
    `
INSERT INTO batches (project_id, scenario_id, automation_id, target_id, origin, status, plan, labels, run_count, slots, summary,
  created_at, enqueued_at, started_at, finished_at)
VALUES ($1, $2, $3, $4, $5, 'finished', $6::jsonb, $7::jsonb, $8, $9, $10::jsonb, $11, $11, $12, $13)
RETURNING id`,
    [
      batch.project_id,
      plan.scenario.id,
      plan.automation.id,
      plan.target.id,
      ORIGIN,
      JSON.stringify(plan),
      JSON.stringify(batch.labels),
      batch.run_count,
      batch.slots,
      JSON.stringify(batch.summary),
      batch.created_at,
      batch.started_at,
      batch.finished_at,
    ],
  );
  if (inserted === undefined) throw new Error("Inserting a batch returned no row.");
  return inserted.id;
}

const RESULT_COLUMNS = `status, phase, reason_code, fault, cancelled_by, goal, goal_reason, error, total_duration_ms, response_ms, slot_wait_ms,
  lag_ms, connect_ms, headers_ms, first_event_ms, ttft_ms, ttft_sent_ms, time_to_streaming_url_ms, provider_queue_ms, provider_run_ms,
  heartbeat_gap_max_ms, inter_token_stats, gap_sketch, connection, coalesced, event_count, progress_events, steps, cost_usd, price_version,
  stamps, tinyfish_run_id, streaming_url, response_json, provider_run, response_ttft_ms, malformed_events`;

/** Writes the runs of a sample batch; returns them in the form rollups are made of. */
async function insertRuns(tx: Sql, batch_id: number, runs: readonly SampleRun[]): Promise<FinishedRun[]> {
  const rows = runs.map((run) => ({
    ...run,
    gap_sketch: run.gap_sketch === null ? null : `\\x${Buffer.from(run.gap_sketch).toString("hex")}`,
  }));
  return tx.query<FinishedRun>(
    `
INSERT INTO runs (project_id, batch_id, batch_index, scenario_id, automation_id, target_id, origin, labels, created_at,
  due_at, started_at, finished_at, ${RESULT_COLUMNS})
SELECT b.project_id, b.id, r.batch_index, b.scenario_id, b.automation_id, b.target_id, b.origin, b.labels, b.created_at,
  r.due_at, r.started_at, r.finished_at, ${RESULT_COLUMNS.replace(/\w+/g, "r.$&")}
FROM batches b, jsonb_populate_recordset(NULL::runs, $2::jsonb) r
WHERE b.id = $1
ORDER BY r.batch_index
RETURNING ${FINISHED_RUN_COLUMNS}`,
    [batch_id, JSON.stringify(rows)],
  );
}

/** `events` of several runs at once. */
async function insertEvents(tx: Sql, events: readonly (RunEvent & { run_id: number })[]): Promise<void> {
  await tx.query("SELECT ensure_run_partitions($1)", [
    events.reduce((largest, { run_id }) => Math.max(largest, run_id), 1),
  ]);
  await tx.query(
    `
INSERT INTO run_events (run_id, seq, offset_ms, kind, bytes, data)
SELECT run_id, seq, offset_ms, kind, bytes, data
FROM jsonb_to_recordset($1::jsonb) AS e (run_id integer, seq integer, offset_ms double precision, kind text, bytes integer, data text)`,
    [JSON.stringify(events)],
  );
}

/** The scenario of this exact name, the oldest when there are several. */
async function findScenarioNamed(
  tx: Sql,
  { project_id, name }: { project_id: number; name: string },
): Promise<number | null> {
  const [row] = await tx.query<{ id: number }>(
    "SELECT id FROM scenarios WHERE project_id = $1 AND name = $2 ORDER BY id LIMIT 1",
    [project_id, name],
  );
  return row?.id ?? null;
}

/** Writing sample data. Everything of it has the origin `sample`. */
export const seeds = { claimSamples, insertBatch, insertRuns, insertEvents, findScenarioNamed, insertBulkRuns };
