import type { Goal, RunResult, Stamps } from "@tfbench/contracts";
import { gapStats } from "@tfbench/stats";
import type { BatchScope } from "./batch-scope.ts";
import type { Conclusion, PreparedPlan, RunReader } from "./provider-adapter.ts";
import type { RunRecorder } from "./run-recorder.ts";

type Ended = { scope: BatchScope; recorder: RunRecorder; reader: RunReader; conclusion: Conclusion };

const between = (fromMs: number | null, toMs: number | null): number | null =>
  fromMs === null || toMs === null ? null : toMs - fromMs;

/** The run's finished row: outcome, goal, stamps as offsets from the batch's origin, and every metric that follows. */
export function composeResult({ scope, recorder, reader, conclusion }: Ended): RunResult {
  const { stamps } = recorder;
  const facts = reader.facts();
  const gaps = gapStats(recorder.gapsMs, scope.stallMs);
  const { goal, goal_reason } = judge(scope, conclusion, facts.response_json);
  const cost_usd = stamps.started === null ? null : reader.costUsd(stamps.sent !== null);
  return {
    ...conclusion,
    goal,
    goal_reason,
    tinyfish_run_id: facts.provider_run_id,
    streaming_url: facts.streaming_url,
    response_json: facts.response_json,
    provider_run: facts.provider_run,
    stamps: offsetsOf(recorder.stamps, scope.originMs),
    total_duration_ms: between(stamps.started, stamps.terminal),
    response_ms: between(stamps.due, stamps.terminal),
    response_ttft_ms: between(stamps.due, stamps.first_content),
    slot_wait_ms: between(stamps.due, stamps.slot_granted),
    lag_ms: between(stamps.slot_granted, stamps.started),
    connect_ms: between(stamps.started, stamps.connected),
    headers_ms: between(stamps.started, stamps.headers),
    first_event_ms: between(stamps.started, stamps.first_event),
    ttft_ms: between(stamps.started, stamps.first_content),
    ttft_sent_ms: between(stamps.sent, stamps.first_content),
    ttfo_ms: null,
    ttst_ms: null,
    tpot_ms: null,
    output_tokens_per_second: null,
    time_to_streaming_url_ms: between(stamps.started, stamps.streaming_url),
    provider_queue_ms: facts.provider_queue_ms,
    provider_run_ms: facts.provider_run_ms,
    heartbeat_gap_max_ms: recorder.heartbeatGapMaxMs,
    inter_token_stats: gaps?.stats ?? null,
    gap_sketch: gaps?.sketch ?? null,
    connection: recorder.connection,
    coalesced: recorder.isCoalesced,
    event_count: recorder.eventCount,
    malformed_events: facts.malformed_events,
    progress_events: progressEvents(scope.prepared, recorder),
    content_chunks: null,
    is_buffered: null,
    input_tokens: null,
    output_tokens: null,
    reasoning_tokens: null,
    cached_tokens: null,
    client_output_tokens: null,
    first_chunk_tokens: null,
    has_hidden_reasoning: null,
    finish_reason: facts.finish_reason,
    steps: facts.steps,
    cost_usd,
    price_version: cost_usd === null ? null : scope.plan.target.prices.version,
    chunk_log: null,
  };
}

/** How many actions a stream brought; a polled run shows none. */
function progressEvents(prepared: PreparedPlan, { contentCount }: RunRecorder): number | null {
  return prepared.kind === "agent" && prepared.mode === "stream" ? contentCount : null;
}

function judge(
  scope: BatchScope,
  conclusion: Conclusion,
  result: RunResult["response_json"],
): { goal: Goal; goal_reason: string | null } {
  if (conclusion.goal !== null) return { goal: conclusion.goal, goal_reason: conclusion.goal_reason };
  return scope.judge(result, scope.plan.settings);
}

function offsetsOf({ streaming_url: _, ...stamps }: RunRecorder["stamps"], originMs: number): Stamps {
  const offset = (atMs: number | null): number | null => (atMs === null ? null : atMs - originMs);
  return {
    due: stamps.due - originMs,
    slot_granted: offset(stamps.slot_granted),
    started: offset(stamps.started),
    connected: offset(stamps.connected),
    sent: offset(stamps.sent),
    headers: offset(stamps.headers),
    first_event: offset(stamps.first_event),
    first_content: offset(stamps.first_content),
    last_content: offset(stamps.last_content),
    terminal: offset(stamps.terminal),
    closed: offset(stamps.closed),
  };
}
