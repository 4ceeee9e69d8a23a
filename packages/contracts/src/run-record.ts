import { z } from "zod";
import type { RunEvent } from "./event.ts";
import type { LoadPart } from "./load-part.ts";
import { InterTokenStats, Stamps } from "./run.ts";
import { CancelledBy, Fault, Goal, Phase, RunStatus } from "./status.ts";
import { JsonValue } from "./text.ts";

/** What the engine is asked to do for one run. */
export type RunOrder = { run_id: number; index: number };

const ms = z.number().nullable();
const count = z.int().min(0).nullable();
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, "must be bytes").nullable();

/** How a run ended, with everything measured. Written once per run; docs/METRICS.md defines each figure. */
export const RunResult = z.object({
  status: RunStatus.exclude(["queued", "running"]),
  phase: Phase.nullable(),
  reason_code: z.string().nullable(),
  fault: Fault.nullable(),
  cancelled_by: CancelledBy.nullable(),
  error: z.string().nullable(),
  goal: Goal,
  goal_reason: z.string().nullable(),
  tinyfish_run_id: z.string().nullable(),
  streaming_url: z.string().nullable(),
  response_json: JsonValue,
  provider_run: JsonValue,
  stamps: Stamps,
  total_duration_ms: ms,
  response_ms: ms,
  response_ttft_ms: ms,
  slot_wait_ms: ms,
  lag_ms: ms,
  connect_ms: ms,
  headers_ms: ms,
  first_event_ms: ms,
  ttft_ms: ms,
  ttft_sent_ms: ms,
  ttfo_ms: ms,
  ttst_ms: ms,
  tpot_ms: ms,
  output_tokens_per_second: z.number().nullable(),
  time_to_streaming_url_ms: ms,
  provider_queue_ms: ms,
  provider_run_ms: ms,
  heartbeat_gap_max_ms: ms,
  inter_token_stats: InterTokenStats.nullable(),
  /** Encoded LogHistogram of the gaps; null without gaps. */
  gap_sketch: bytes,
  connection: z.enum(["fresh", "reused"]).nullable(),
  coalesced: z.boolean().nullable(),
  event_count: z.int().min(0),
  /** Kept as they came, and no end of the run. */
  malformed_events: z.int().min(0),
  progress_events: count,
  content_chunks: count,
  /** Content spans almost none of the run's time although it came in many events. */
  is_buffered: z.boolean().nullable(),
  /** The server's own counts; a count of 0 beside text is unknown. */
  input_tokens: count,
  output_tokens: count,
  reasoning_tokens: count,
  cached_tokens: count,
  /** Tokens of the streamed text by our own tokenizer: a cross-check, never the figure itself. */
  client_output_tokens: count,
  /** Tokens of the first content event by our own tokenizer, which `tpot_ms` leaves out; null: it took them for 1. */
  first_chunk_tokens: count,
  /** The server counted reasoning that it did not stream: `ttft_ms` includes hidden thinking. */
  has_hidden_reasoning: z.boolean().nullable(),
  finish_reason: z.string().nullable(),
  steps: count,
  cost_usd: z.number().nullable(),
  price_version: z.int().nullable(),
  /** Arrival, size and kind of every event, in the format of the engine's chunk log. */
  chunk_log: bytes,
});
export type RunResult = z.infer<typeof RunResult>;

/**
 * What the engine emits while a batch runs, in order per run: started, events, identified, finished.
 * Wall-clock instants are ISO strings derived from the batch's one wall-clock anchor and the monotonic offset.
 */
export type EngineRecord =
  | { kind: "started"; run_id: number; due_at: string; started_at: string }
  | { kind: "identified"; run_id: number; tinyfish_run_id: string }
  | { kind: "events"; run_id: number; events: RunEvent[] }
  | {
      kind: "finished";
      run_id: number;
      due_at: string;
      started_at: string | null;
      finished_at: string;
      result: RunResult;
      /** Left out: the measured one, or none of a load. */
      load_part?: LoadPart | null;
    };
