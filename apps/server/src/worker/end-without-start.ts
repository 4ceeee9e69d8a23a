import type { EngineRecord, RunOrder, RunResult } from "@tfbench/contracts";

type Reason = Pick<RunResult, "status" | "reason_code" | "error" | "fault"> & Partial<Pick<RunResult, "cancelled_by">>;

/** Records for runs that end without ever having reached the network. */
export function endWithoutStart(runs: readonly RunOrder[], reason: Reason, at: Date): EngineRecord[] {
  const instant = at.toISOString();
  return runs.map(({ run_id }) => ({
    kind: "finished",
    run_id,
    due_at: instant,
    started_at: null,
    finished_at: instant,
    result: unmeasured(reason),
  }));
}

/** The result of a run of which nothing was measured. */
export function unmeasured(reason: Reason): RunResult {
  return {
    cancelled_by: null,
    ...reason,
    phase: null,
    goal: "not_evaluated",
    goal_reason: null,
    tinyfish_run_id: null,
    streaming_url: null,
    response_json: null,
    provider_run: null,
    stamps: {
      due: 0,
      slot_granted: null,
      started: null,
      connected: null,
      sent: null,
      headers: null,
      first_event: null,
      first_content: null,
      last_content: null,
      terminal: null,
      closed: null,
    },
    total_duration_ms: null,
    response_ms: null,
    response_ttft_ms: null,
    slot_wait_ms: null,
    lag_ms: null,
    connect_ms: null,
    headers_ms: null,
    first_event_ms: null,
    ttft_ms: null,
    ttft_sent_ms: null,
    ttfo_ms: null,
    ttst_ms: null,
    tpot_ms: null,
    output_tokens_per_second: null,
    time_to_streaming_url_ms: null,
    provider_queue_ms: null,
    provider_run_ms: null,
    heartbeat_gap_max_ms: null,
    inter_token_stats: null,
    gap_sketch: null,
    connection: null,
    coalesced: null,
    event_count: 0,
    malformed_events: 0,
    progress_events: null,
    content_chunks: null,
    is_buffered: null,
    input_tokens: null,
    output_tokens: null,
    reasoning_tokens: null,
    cached_tokens: null,
    client_output_tokens: null,
    first_chunk_tokens: null,
    has_hidden_reasoning: null,
    finish_reason: null,
    steps: null,
    cost_usd: null,
    price_version: null,
    chunk_log: null,
  };
}
