import type { Batch, RunStatus } from "@tfbench/contracts";

export type BatchRow = Omit<Batch, "counts"> & {
  /** What the summary says of an ended batch; null while it is open, and where it leaves runs out or there is none. */
  summary_counts: Record<RunStatus, number> | null;
};

const IS_COUNTED = "(b.finished_at IS NOT NULL OR b.plan -> 'is_open_ended' IS NULL) AS is_counted";
const SUMMARY_COUNTS =
  "CASE WHEN b.plan ?| array['warm_up_runs', 'warm_up_ms', 'cool_down_ms'] THEN NULL ELSE b.summary -> 'by_status' END AS summary_counts";

/** Of a batch that is told in one cell. */
export const LAST_BATCH_COLUMNS = `
  b.id, b.scenario_id, b.status, b.run_count, ${IS_COUNTED}, b.validity ->> 'verdict' AS validity_verdict, b.created_at, b.finished_at,
  ${SUMMARY_COUNTS}`;

export const BATCH_COLUMNS = `
  b.id, b.scenario_id, s.name AS scenario_name, b.automation_id, a.name AS automation_name, b.target_id,
  t.name AS target_name, b.plan ->> 'provider' AS provider, b.origin, b.status, b.cancel_requested_at IS NOT NULL AS cancel_requested,
  b.plan -> 'load' AS load, b.run_count, ${IS_COUNTED}, b.labels, b.rerun_of_run, b.sweep_id, b.validity ->> 'verdict' AS validity_verdict, b.reason_code, b.error, b.created_at, b.started_at, b.finished_at,
  ${SUMMARY_COUNTS}`;
export const BATCH_JOINS = `
  JOIN scenarios s ON s.id = b.scenario_id
  JOIN automations a ON a.id = b.automation_id
  JOIN targets t ON t.id = b.target_id`;
