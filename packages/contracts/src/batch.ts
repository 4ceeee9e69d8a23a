import { z } from "zod";
import { KpiBlock } from "./kpi-block.ts";
import { ClosedLoad } from "./load-profile.ts";
import { BatchPlan } from "./plan.ts";
import { RunSummary } from "./run.ts";
import { BatchStatus, Origin, RunStatus } from "./status.ts";
import { Id, Inputs, Instant, Labels } from "./text.ts";

const triggerFields = {
  scenario_id: Id,
  count: z.int().min(1).max(10_000).default(1),
  inputs: Inputs.default({}),
  labels: Labels.default({}),
  confirm: z
    .boolean()
    .default(false)
    .meta({ description: "Needed on a real target when the estimated cost is above confirm_above_usd." }),
  confirm_above_usd: z.number().min(0).max(1_000_000).default(1),
};

/** Body of POST /runs/trigger and POST /batches. */
export const CreateBatch = z.strictObject(triggerFields);
export type CreateBatch = z.infer<typeof CreateBatch>;

export const RunCounts = z.record(RunStatus, z.int().min(0));
export type RunCounts = z.infer<typeof RunCounts>;

export const Batch = z.object({
  id: Id,
  scenario_id: Id,
  scenario_name: z.string(),
  automation_id: Id,
  automation_name: z.string(),
  target_id: Id,
  target_name: z.string(),
  origin: Origin,
  status: BatchStatus,
  cancel_requested: z.boolean(),
  load: ClosedLoad,
  labels: z.record(z.string(), z.string()),
  counts: RunCounts,
  rerun_of_run: Id.nullable(),
  reason_code: z.string().nullable(),
  error: z.string().nullable(),
  created_at: Instant,
  started_at: Instant.nullable(),
  finished_at: Instant.nullable(),
});
export type Batch = z.infer<typeof Batch>;

export const BatchDetail = Batch.extend({
  plan: BatchPlan,
  summary: KpiBlock.nullable().meta({ description: "Written once, when the batch ends." }),
});
export type BatchDetail = z.infer<typeof BatchDetail>;

/** Answer of a trigger: the batch, and its first run. */
export const TriggeredRun = RunSummary.extend({ count: z.int().min(1), batch: Batch });
export type TriggeredRun = z.infer<typeof TriggeredRun>;
