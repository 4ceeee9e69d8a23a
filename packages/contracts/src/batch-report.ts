import { z } from "zod";
import { Change } from "./change.ts";
import { Distribution } from "./distribution.ts";
import { Estimate, Rate } from "./estimate.ts";
import { KpiBlock } from "./kpi-block.ts";
import { Validity } from "./load-report.ts";
import { BatchStatus, Goal, RunStatus } from "./status.ts";
import { SloReport } from "./slo-report.ts";
import { Id, Instant } from "./text.ts";

/** One run of the batch, in the order of its place in it. */
export const OrderPoint = z.object({
  run_id: Id,
  index: z.int().min(0),
  started_offset_ms: z.number().nullable().meta({ description: "From the start of the batch's first run." }),
  total_duration_ms: z.number().nullable(),
  ttft_ms: z.number().nullable(),
  status: RunStatus,
  goal: Goal,
});
export type OrderPoint = z.infer<typeof OrderPoint>;

/** Five numbers of the durations of the runs that ended. */
export const Box = z.object({
  min: z.number(),
  q1: z.number(),
  median: z.number(),
  q3: z.number(),
  max: z.number(),
});
export type Box = z.infer<typeof Box>;

export const CaseReport = z.object({
  index: z.int().min(0),
  label: z.string(),
  attempted: z.int().min(0),
  passed: z.int().min(0),
  completed_unchecked: z.int().min(0),
  success: Rate,
  total_p50: Estimate.meta({ description: "Over all attempted runs." }),
  box: Box.nullable(),
  is_flaky: z.boolean().nullable().meta({ description: "null while fewer than two runs were judged." }),
  repeats: z
    .array(z.object({ run_id: Id, total_duration_ms: z.number().nullable(), status: RunStatus, goal: Goal }))
    .meta({ description: "At most 500, evenly picked." }),
});
export type CaseReport = z.infer<typeof CaseReport>;

export const ThroughputStep = z.object({
  from_offset_ms: z.number(),
  to_offset_ms: z.number(),
  started: z.int().min(0),
  finished: z.int().min(0),
  in_flight: z.number().meta({ description: "Mean number of open runs." }),
});
export type ThroughputStep = z.infer<typeof ThroughputStep>;

const Spread = z.object({
  n: z.int().min(0),
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  max: z.number().nullable(),
});

export const BatchValidity = Validity.extend({
  not_assessed: z.array(z.string()).meta({ description: "What nobody looked at: it may speak against the figures." }),
  lag_ms: Spread.meta({ description: "Our own lateness." }),
  slot_wait_ms: Spread,
  coalesced: z.object({ runs: z.int().min(0), of: z.int().min(0) }),
  provider_queue_share: z
    .number()
    .nullable()
    .meta({ description: "Median share of a run spent in the provider's queue." }),
  aborted: z.int().min(0),
});
export type BatchValidity = z.infer<typeof BatchValidity>;

/** What a batch taught; while it runs, what is known so far. */
export const BatchReport = z.object({
  batch_id: Id,
  status: BatchStatus,
  is_preliminary: z.boolean(),
  planned: z.int().min(1).nullable().meta({
    description: "Runs that are to be in its figures; null while only its end will tell, or their due times.",
  }),
  ended: z.int().min(0),
  headline: z.string(),
  against: z
    .object({
      batch_id: Id,
      started_at: Instant.nullable(),
      note: z.string(),
      total: Change,
      success: Change.nullable(),
    })
    .nullable()
    .meta({ description: "The batch before it of the same definition, target and load; null where there is none." }),
  block: KpiBlock,
  distribution: z.object({ total: Distribution, ttft: Distribution }),
  order: z.array(OrderPoint),
  order_note: z.string().nullable(),
  drift: z.string().nullable().meta({ description: "Whether later runs were slower, in words." }),
  cases: z.array(CaseReport),
  outcomes: z.array(z.object({ status: RunStatus, goal: Goal, count: z.int().min(1) })),
  throughput: z.array(ThroughputStep),
  slo: SloReport.nullable().meta({ description: "By the objectives of the plan; null where it has none." }),
  validity: BatchValidity,
  reproduce: z.object({
    curl: z.string(),
    definition_id: z.string(),
    plan_hash: z.string(),
    server_version: z.string(),
    price_version: z.int(),
  }),
});
export type BatchReport = z.infer<typeof BatchReport>;
