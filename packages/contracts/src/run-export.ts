import { z } from "zod";

export const ExportFormat = z.enum(["csv", "json", "jsonl"]);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** The columns of an export: a run's summary, its verdict laid flat. */
export const RunColumn = z.enum([
  "id",
  "batch_id",
  "batch_index",
  "scenario_id",
  "scenario_name",
  "automation_id",
  "automation_name",
  "target_id",
  "target_name",
  "origin",
  "status",
  "phase",
  "reason_code",
  "fault",
  "cancelled_by",
  "cancel_requested",
  "goal",
  "goal_reason",
  "verdict_goal",
  "verdict_note",
  "verdict_at",
  "error",
  "created_at",
  "due_at",
  "started_at",
  "finished_at",
  "total_duration_ms",
  "ttft_ms",
  "steps",
  "progress_events",
  "cost_usd",
  "input_tokens",
  "output_tokens",
  "output_tokens_per_second",
  "tinyfish_run_id",
  "labels",
  "tags",
  "rerun_of",
]);
export type RunColumn = z.infer<typeof RunColumn>;
