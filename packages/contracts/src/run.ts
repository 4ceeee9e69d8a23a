import { z } from "zod";
import { LoadPart } from "./load-part.ts";
import { CancelledBy, Fault, Goal, Origin, Phase, RunStatus } from "./status.ts";
import { Provider } from "./target.ts";
import { Id, Instant, JsonValue, Tag, text } from "./text.ts";

/** Gaps between content events of one run. Milliseconds. For agents: between actions. */
export const InterTokenStats = z.object({
  count: z.int().min(0),
  min: z.number(),
  mean: z.number(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
  stddev: z.number(),
  stalls: z.int().min(0),
  stall_threshold_ms: z.number(),
});
export type InterTokenStats = z.infer<typeof InterTokenStats>;

/** Offsets in milliseconds from the batch's origin; null where the run never got there. */
export const Stamps = z.object({
  due: z.number(),
  slot_granted: z.number().nullable(),
  started: z.number().nullable(),
  connected: z.number().nullable(),
  sent: z.number().nullable(),
  headers: z.number().nullable(),
  first_event: z.number().nullable(),
  first_content: z.number().nullable(),
  last_content: z.number().nullable(),
  terminal: z.number().nullable(),
  closed: z.number().nullable(),
});
export type Stamps = z.infer<typeof Stamps>;

const VerdictGoal = Goal.exclude(["not_evaluated"]);

/** What a person judged, kept beside the automatic `goal`, which it never changes. */
export const Verdict = z.object({ goal: VerdictGoal, note: z.string().nullable(), at: Instant });
export type Verdict = z.infer<typeof Verdict>;

/** How a person's verdict stands to the automatic goal; `alone` where nothing judged automatically. */
export const VerdictStand = z.enum(["differs", "agrees", "alone"]);
export type VerdictStand = z.infer<typeof VerdictStand>;

/** Body of PUT /runs/{id}/verdict. */
export const SetVerdict = z.strictObject({ goal: VerdictGoal, note: text({ max: 2_000 }).optional() });
export type SetVerdict = z.infer<typeof SetVerdict>;

const ms = z.number().nullable();
const count = z.int().min(0).nullable();

export const RunSummary = z.object({
  id: Id,
  batch_id: Id,
  batch_index: z.int().min(0),
  scenario_id: Id,
  scenario_name: z.string(),
  automation_id: Id,
  automation_name: z.string(),
  target_id: Id,
  target_name: z.string(),
  provider: Provider,
  origin: Origin,
  status: RunStatus,
  phase: Phase.nullable(),
  reason_code: z.string().nullable(),
  fault: Fault.nullable(),
  cancelled_by: CancelledBy.nullable(),
  cancel_requested: z.boolean(),
  goal: Goal,
  goal_reason: z.string().nullable().meta({ description: "The sentence of the check or guard that decided the goal." }),
  error: z.string().nullable(),
  created_at: Instant,
  due_at: Instant.meta({
    description:
      "When the load profile said it should start; the time of creation until it is known. Periods count runs by it.",
  }),
  started_at: Instant.nullable(),
  finished_at: Instant.nullable(),
  total_duration_ms: ms,
  ttft_ms: ms.meta({ description: "Agents: time to first action. Others: time to first token. Never compared." }),
  steps: z.int().nullable(),
  progress_events: z.int().nullable(),
  cost_usd: z.number().nullable().meta({ description: "null means unknown, never free." }),
  input_tokens: count.meta({ description: "As the server counted, cached ones included; null means unknown." }),
  output_tokens: count,
  output_tokens_per_second: z.number().nullable(),
  tinyfish_run_id: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  tags: z.array(Tag).meta({ description: "In alphabetical order." }),
  verdict: Verdict.nullable().meta({ description: "A person's verdict; null when nobody gave one." }),
  rerun_of: Id.nullable(),
});
export type RunSummary = z.infer<typeof RunSummary>;

export const Run = RunSummary.extend({
  response_ms: ms,
  slot_wait_ms: ms,
  lag_ms: ms,
  connect_ms: ms,
  headers_ms: ms,
  first_event_ms: ms,
  ttft_sent_ms: ms,
  time_to_streaming_url_ms: ms,
  provider_queue_ms: ms,
  provider_run_ms: ms,
  heartbeat_gap_max_ms: ms,
  response_ttft_ms: ms.meta({ description: "First content minus due." }),
  ttfo_ms: ms.meta({ description: "First answer, reasoning excluded, minus start. Streams of text only." }),
  ttst_ms: ms.meta({ description: "Second content event minus first." }),
  tpot_ms: ms.meta({ description: "Time per output token after the first content event; null without a count." }),
  inter_token_stats: InterTokenStats.nullable(),
  connection: z.enum(["fresh", "reused"]).nullable(),
  coalesced: z.boolean().nullable().meta({ description: "Several events came in one read and share its stamp." }),
  event_count: z.int().min(0).nullable(),
  malformed_events: count,
  content_chunks: count,
  is_buffered: z.boolean().nullable().meta({ description: "Content came in many events, but in almost no time." }),
  reasoning_tokens: count,
  cached_tokens: count,
  client_output_tokens: count.meta({ description: "The streamed text by our own tokenizer: a cross-check." }),
  first_chunk_tokens: count.meta({
    description: "By the server's running count. Left out by tpot_ms; null: it took them for 1.",
  }),
  has_hidden_reasoning: z
    .boolean()
    .nullable()
    .meta({ description: "ttft_ms includes thinking that was not streamed." }),
  finish_reason: z.string().nullable(),
  load_part: LoadPart.nullable().meta({
    description: "Of a run that its load's warm-up or cool-down keeps out of every figure.",
  }),
  price_version: z.int().nullable(),
  stamps: Stamps.nullable(),
  request: z.record(z.string(), JsonValue),
  inputs: z.record(z.string(), JsonValue),
  response_json: JsonValue.nullable(),
  provider_run: JsonValue.nullable().meta({
    description: "The provider's own record of the run, looked up after the stream.",
  }),
  streaming_url: z.string().nullable(),
});
export type Run = z.infer<typeof Run>;
