import { RunStatus } from "@tfbench/contracts";
import type { Batch, BatchPlan, Labels, RunCounts, RunSummary } from "@tfbench/contracts";
import type { InsertedBatch } from "@tfbench/store";
import { firstRunsOf } from "./plan-extent.ts";

type NewBatch = { plan: BatchPlan; labels: Labels; rerun_of_run: number | null; sweep_id?: number };

const named = ({ plan }: NewBatch) => ({
  scenario_id: plan.scenario.id,
  scenario_name: plan.scenario.name,
  automation_id: plan.automation.id,
  automation_name: plan.automation.name,
  target_id: plan.target.id,
  target_name: plan.target.name,
  provider: plan.provider,
  origin: plan.origin,
});

// The entries are every option of RunStatus, so the record is complete.
const allQueued = (runs: number): RunCounts =>
  Object.fromEntries(RunStatus.options.map((status) => [status, status === "queued" ? runs : 0])) as RunCounts;

/** A batch as it was just written, without reading it back. */
export const describeNewBatch = (batch: NewBatch, row: InsertedBatch): Batch => ({
  id: row.id,
  ...named(batch),
  status: "queued",
  cancel_requested: false,
  load: batch.plan.load,
  run_count: firstRunsOf(batch.plan),
  is_counted: batch.plan.is_open_ended !== true,
  labels: batch.labels,
  counts: allQueued(firstRunsOf(batch.plan)),
  rerun_of_run: batch.rerun_of_run,
  sweep_id: batch.sweep_id ?? null,
  validity_verdict: null,
  reason_code: null,
  error: null,
  created_at: row.created_at,
  started_at: null,
  finished_at: null,
});

/** The first run of a batch as it was just written. */
export const describeFirstRun = (batch: NewBatch, row: InsertedBatch): RunSummary => ({
  id: row.first_run_id,
  batch_id: row.id,
  batch_index: 0,
  ...named(batch),
  status: "queued",
  phase: null,
  reason_code: null,
  fault: null,
  cancelled_by: null,
  cancel_requested: false,
  goal: "not_evaluated",
  goal_reason: null,
  error: null,
  created_at: row.created_at,
  due_at: row.created_at,
  started_at: null,
  finished_at: null,
  total_duration_ms: null,
  ttft_ms: null,
  steps: null,
  progress_events: null,
  cost_usd: null,
  input_tokens: null,
  output_tokens: null,
  output_tokens_per_second: null,
  tinyfish_run_id: null,
  labels: batch.labels,
  tags: [],
  verdict: null,
  rerun_of: batch.rerun_of_run,
});
