import type { JsonValue } from "./text.ts";
import type { RunEvent } from "./event.ts";
import type { InterTokenStats, Stamps } from "./run.ts";
import type { CancelledBy, Fault, Goal, Phase, RunStatus } from "./status.ts";

/** What the engine is asked to do for one run. */
export type RunOrder = { run_id: number; index: number };

/** How a run ended, with everything measured. Written once per run. */
export type RunResult = {
  status: Exclude<RunStatus, "queued" | "running">;
  phase: Phase | null;
  reason_code: string | null;
  fault: Fault | null;
  cancelled_by: CancelledBy | null;
  error: string | null;
  goal: Goal;
  goal_reason: string | null;
  tinyfish_run_id: string | null;
  streaming_url: string | null;
  response_json: JsonValue;
  provider_run: JsonValue;
  stamps: Stamps;
  total_duration_ms: number | null;
  response_ms: number | null;
  slot_wait_ms: number | null;
  lag_ms: number | null;
  connect_ms: number | null;
  headers_ms: number | null;
  first_event_ms: number | null;
  ttft_ms: number | null;
  ttft_sent_ms: number | null;
  time_to_streaming_url_ms: number | null;
  provider_queue_ms: number | null;
  provider_run_ms: number | null;
  heartbeat_gap_max_ms: number | null;
  inter_token_stats: InterTokenStats | null;
  /** Encoded LogHistogram of the gaps; null without gaps. */
  gap_sketch: Uint8Array | null;
  connection: "fresh" | "reused" | null;
  coalesced: boolean | null;
  event_count: number;
  progress_events: number | null;
  steps: number | null;
  cost_usd: number | null;
  price_version: number | null;
};

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
    };
