import type { JsonValue, RunEvent, RunResult, Stamps } from "@tfbench/contracts";
import { gapStats } from "@tfbench/stats";
import type { Random } from "@tfbench/stats";
import { drawEvents } from "./draw-events.ts";
import { drawTimeline } from "./draw-timeline.ts";
import type { SampleTimeline } from "./draw-timeline.ts";
import { completeOf, endingOf, reachOf, resultOf } from "./sample-fate.ts";
import type { SampleFate } from "./sample-fate.ts";

export type DrawRunOptions = {
  fate: SampleFate;
  /** When the run is due, in milliseconds from the batch's origin. */
  due_offset_ms: number;
  typical_duration_ms: number;
  typical_steps: number;
  stall_ms: number | null;
  /** What the agent delivers where nothing speaks against it. */
  result: JsonValue;
};
export type DrawnRun = { result: RunResult; events: RunEvent[]; has_started: boolean; end_ms: number };

const STALL_THRESHOLD_MS = 30_000;
const USD_PER_STEP = 0.016;

/** Draws one plausible agent run: the same random numbers give the same run. */
export function drawRun(random: Random, options: DrawRunOptions): DrawnRun {
  const reach = reachOf(options.fate);
  const ending = endingOf(options.fate);
  const timeline = drawTimeline(random, { ...options, reach });
  const { lagMs, connectMs, headersMs, urlMs, actionOffsetsMs, endMs } = timeline;
  const firstMs = actionOffsetsMs[0] ?? null;
  const gaps = gapStats(
    actionOffsetsMs.slice(1).map((offsetMs, i) => offsetMs - (actionOffsetsMs[i] ?? 0)),
    STALL_THRESHOLD_MS,
  );
  const tinyfish_run_id = headersMs === null ? null : drawUuid(random);
  const steps = firstMs === null ? null : actionOffsetsMs.length + Math.floor(3 * random());
  const total_duration_ms = headersMs === null ? null : endMs;
  const events =
    tinyfish_run_id === null ? [] : drawEvents(tinyfish_run_id, timeline, completeOf(ending, options.result));
  const result: RunResult = {
    ...ending,
    tinyfish_run_id,
    streaming_url: urlMs === null ? null : `https://view.example.com/stream/${tinyfish_run_id}`,
    response_json: resultOf(ending, options.result),
    provider_run: null,
    stamps: stampsOf(timeline, options.due_offset_ms),
    total_duration_ms,
    response_ms: total_duration_ms === null ? null : total_duration_ms + lagMs,
    response_ttft_ms: firstMs === null ? null : firstMs + lagMs,
    slot_wait_ms: 0,
    lag_ms: connectMs === null ? null : lagMs,
    connect_ms: connectMs,
    headers_ms: headersMs,
    first_event_ms: events[0]?.offset_ms ?? null,
    ttft_ms: firstMs,
    ttft_sent_ms: firstMs === null || connectMs === null ? null : firstMs - connectMs,
    ttfo_ms: null,
    ttst_ms: null,
    tpot_ms: null,
    output_tokens_per_second: null,
    time_to_streaming_url_ms: urlMs,
    provider_queue_ms: headersMs === null ? null : 40 + 60 * random(),
    provider_run_ms: timeline.hasTerminal && headersMs !== null ? endMs - headersMs : null,
    heartbeat_gap_max_ms: null,
    inter_token_stats: gaps?.stats ?? null,
    gap_sketch: gaps?.sketch ?? null,
    connection: connectMs === null ? null : "fresh",
    coalesced: headersMs === null ? null : false,
    event_count: events.length,
    malformed_events: 0,
    progress_events: headersMs === null ? null : actionOffsetsMs.length,
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
    steps,
    cost_usd: steps === null ? null : steps * USD_PER_STEP,
    price_version: steps === null ? null : 1,
    chunk_log: null,
  };
  return { result, events, has_started: connectMs !== null, end_ms: endMs };
}

function stampsOf(
  { lagMs, connectMs, headersMs, actionOffsetsMs, endMs, hasTerminal }: SampleTimeline,
  due: number,
): Stamps {
  const at = (offsetMs: number | null | undefined) =>
    offsetMs === null || offsetMs === undefined ? null : due + lagMs + offsetMs;
  return {
    due,
    slot_granted: due,
    started: at(connectMs === null ? null : 0),
    connected: at(connectMs),
    sent: at(connectMs),
    headers: at(headersMs),
    first_event: at(headersMs === null || actionOffsetsMs.length === 0 ? null : headersMs + 3),
    first_content: at(actionOffsetsMs[0]),
    last_content: at(actionOffsetsMs.at(-1)),
    terminal: at(hasTerminal ? endMs : null),
    closed: at(connectMs === null ? null : endMs),
  };
}

function drawUuid(random: Random): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(16 * random()).toString(16)).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
