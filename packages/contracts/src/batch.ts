import { z } from "zod";
import { Budget } from "./budget.ts";
import { AskedCancellation } from "./cancellation.ts";
import { EngineHealth } from "./engine-health.ts";
import { KpiBlock } from "./kpi-block.ts";
import { LoadProfile, MOST_RUNS_OF_BATCH } from "./load-profile.ts";
import { BatchLoadReport, Validity } from "./load-report.ts";
import { TraceText } from "./load-trace.ts";
import { BatchPlan } from "./plan.ts";
import { BatchPrompts } from "./prompt-settings.ts";
import { RunSummary } from "./run.ts";
import { BatchStatus, Origin, RunStatus } from "./status.ts";
import { Provider } from "./target.ts";
import { Id, Inputs, Instant, Labels } from "./text.ts";

const milliseconds = z.number().min(0).max(86_400_000);

const triggerFields = {
  scenario_id: Id,
  count: z
    .int()
    .min(1)
    .max(MOST_RUNS_OF_BATCH)
    .default(1)
    .meta({ description: "How many runs. Beside `load`, which says it itself, left out." }),
  load: LoadProfile.optional().meta({
    description:
      "When its runs start, at most 10,000. Left out: `count` runs, as many at a time as the scenario says. Agents: `closed` only, and with `runs`.",
  }),
  trace: TraceText.optional().meta({
    description: "In place of `load`: its requests are replayed, at most 10,000. Endpoints of LLMs alone.",
  }),
  seed: z.int().min(0).max(4_294_967_295).optional().meta({
    description:
      "Random arrivals and prompts are drawn from it, so that the same can be sent again. Left out: drawn too.",
  }),
  budget: Budget.optional().meta({
    description:
      "When it starts no more runs; those that are open go on, the others end as budget_stopped. Dollars need a target whose prices are known.",
  }),
  warm_up_runs: z.int().min(0).max(MOST_RUNS_OF_BATCH).optional().meta({
    description:
      "The first runs, of chats the first conversations, in no figure; on top of the runs that count or load say. Not of agents.",
  }),
  warm_up_ms: milliseconds.optional().meta({ description: "What is due before this is in no figure. Not of agents." }),
  cool_down_ms: milliseconds.optional().meta({
    description:
      "What is due within so long of the load's planned end is in no figure; the load needs a duration or a schedule. Not of agents.",
  }),
  grace_ms: z.int().min(0).max(3_600_000).optional().meta({
    description:
      "How long runs may go on after the last start, or after the load's duration; then they end as timeout (grace_over). Not of agents.",
  }),
  cancellation: AskedCancellation.optional().meta({
    description: "Runs that are broken off on purpose, as users do; they are in no rate. Not of agents.",
  }),
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
  provider: Provider,
  origin: Origin,
  status: BatchStatus,
  cancel_requested: z.boolean(),
  load: LoadProfile,
  run_count: z.int().min(1).meta({ description: "How many runs it has; so many so far while is_counted is false." }),
  is_counted: z.boolean().meta({
    description: "False while only the batch's end will tell how many runs it has, as of a load that a time ends.",
  }),
  labels: z.record(z.string(), z.string()),
  counts: RunCounts,
  rerun_of_run: Id.nullable(),
  sweep_id: Id.nullable().meta({ description: "The sweep it is a level of." }),
  validity_verdict: z
    .enum(["valid", "suspect", "invalid"])
    .nullable()
    .meta({ description: "Whether its figures may be believed; null until it ends, and where nothing was tried." }),
  reason_code: z
    .string()
    .nullable()
    .meta({ description: "Why it failed; of a finished batch the budget that kept some of its runs from starting." }),
  error: z.string().nullable(),
  created_at: Instant,
  started_at: Instant.nullable(),
  finished_at: Instant.nullable(),
});
export type Batch = z.infer<typeof Batch>;

export const BatchDetail = Batch.extend({
  plan: BatchPlan,
  waits_for: z.array(Id).meta({
    description:
      "Of a queued load of an endpoint: the batches that come before it, at most ten. A worker measures one load at a time.",
  }),
  prompts: BatchPrompts.nullable().meta({
    description: "null for agents, and for endpoints whose prompts are not known.",
  }),
  summary: KpiBlock.nullable().meta({ description: "Written once, when the batch ends." }),
  load_report: BatchLoadReport.nullable().meta({
    description:
      "What the load showed, written once when the batch ends; null for agents, and where nothing ran. How it stands to its objectives is `slo` of the batch's report.",
  }),
  validity: Validity.nullable().meta({ description: "Written once, when the batch ends; see validity_verdict." }),
  engine_health: EngineHealth.nullable().meta({
    description: "What the measuring threads saw of themselves; null where the worker that measured was lost.",
  }),
});
export type BatchDetail = z.infer<typeof BatchDetail>;

/** Answer of a trigger: the batch, and its first run. */
export const TriggeredRun = RunSummary.extend({ count: z.int().min(1), batch: Batch });
export type TriggeredRun = z.infer<typeof TriggeredRun>;
