import type { RunResult, Stamps } from "@tfbench/contracts";
import { gapStats } from "../gap-stats.ts";
import { chunkKindCode, isContentCode } from "./chunk-kind.ts";
import type { ChunkLog } from "./chunk-log.ts";

/** Every figure of a run that follows from its stamps, its chunk log and the provider's token counts. */
export type StreamMetrics = Pick<
  RunResult,
  | "total_duration_ms"
  | "response_ms"
  | "response_ttft_ms"
  | "slot_wait_ms"
  | "lag_ms"
  | "connect_ms"
  | "headers_ms"
  | "first_event_ms"
  | "ttft_ms"
  | "ttft_sent_ms"
  | "ttfo_ms"
  | "ttst_ms"
  | "tpot_ms"
  | "output_tokens_per_second"
  | "heartbeat_gap_max_ms"
  | "inter_token_stats"
  | "gap_sketch"
  | "content_chunks"
  | "is_buffered"
  | "has_hidden_reasoning"
>;

/** Stamps that no chunk log holds. Milliseconds from the batch's origin, to the microsecond. */
export type RunStamps = Omit<Stamps, "first_event" | "first_content" | "last_content">;

export type StreamFacts = {
  output_tokens: number | null;
  reasoning_tokens: number | null;
  first_chunk_tokens: number | null;
  stall_ms: number;
};

const REASONING = chunkKindCode("reasoning");
const ANSWER = chunkKindCode("answer");
const HEARTBEAT = chunkKindCode("heartbeat");
const MANY_CHUNKS = 8;
const BUFFERED_SHARE = 0.02;

const toMs = (us: number): number => us / 1000;
const toUs = (ms: number): number => Math.round(ms * 1000);
const between = (fromMs: number | null, lastMs: number | null): number | null =>
  fromMs === null || lastMs === null ? null : toMs(toUs(lastMs) - toUs(fromMs));

/** The stamps that follow from the log. */
export function stampsOfLog(log: ChunkLog): Pick<Stamps, "first_event" | "first_content" | "last_content"> {
  const found = scan(log);
  const offset = (index: number | null): number | null => (index === null ? null : toMs(log.offsetUs(index)));
  const { firstEvent, contents } = found;
  return {
    first_event: offset(firstEvent),
    first_content: offset(contents[0] ?? null),
    last_content: offset(contents.at(-1) ?? null),
  };
}

/** One pass over the log. Indices. */
function scan(log: ChunkLog) {
  const contents: number[] = [];
  let firstEvent: number | null = null;
  let firstAnswer: number | null = null;
  let hasReasoning = false;
  let lastHeartbeat: number | null = null;
  let heartbeatGapUs: number | null = null;
  for (let index = 0; index < log.length; index += 1) {
    const kind = log.kindCode(index);
    if (kind === HEARTBEAT) {
      if (lastHeartbeat !== null)
        heartbeatGapUs = Math.max(heartbeatGapUs ?? 0, log.offsetUs(index) - log.offsetUs(lastHeartbeat));
      lastHeartbeat = index;
      continue;
    }
    firstEvent ??= index;
    if (isContentCode[kind]) contents.push(index);
    if (kind === ANSWER) firstAnswer ??= index;
    hasReasoning ||= kind === REASONING;
  }
  return { contents, firstEvent, firstAnswer, hasReasoning, heartbeatGapUs };
}

/** A pure function of what is stored: the same figures come out whenever a run's log is read again. */
export function streamMetrics(given: RunStamps, log: ChunkLog, facts: StreamFacts): StreamMetrics {
  const { contents, firstEvent, firstAnswer, hasReasoning, heartbeatGapUs } = scan(log);
  const offset = (index: number | null | undefined): number | null =>
    index === null || index === undefined ? null : toMs(log.offsetUs(index));
  const first_content = offset(contents[0]);
  const last_content = offset(contents.at(-1));
  const gapsMs = new Float64Array(Math.max(0, contents.length - 1));
  for (let index = 1; index < contents.length; index += 1) {
    gapsMs[index - 1] = toMs(log.offsetUs(contents[index] ?? 0) - log.offsetUs(contents[index - 1] ?? 0));
  }
  const gaps = gapStats(gapsMs, facts.stall_ms);
  const has_hidden_reasoning = facts.reasoning_tokens === null ? null : facts.reasoning_tokens > 0 && !hasReasoning;
  const contentMs = between(first_content, last_content);
  const total_duration_ms = between(given.started, given.terminal);
  const tpot_ms = timePerToken(contentMs, facts, has_hidden_reasoning === true);
  return {
    total_duration_ms,
    response_ms: between(given.due, given.terminal),
    response_ttft_ms: between(given.due, first_content),
    slot_wait_ms: between(given.due, given.slot_granted),
    lag_ms: between(given.slot_granted, given.started),
    connect_ms: between(given.started, given.connected),
    headers_ms: between(given.started, given.headers),
    first_event_ms: between(given.started, offset(firstEvent)),
    ttft_ms: between(given.started, first_content),
    ttft_sent_ms: between(given.sent, first_content),
    ttfo_ms: between(given.started, offset(firstAnswer)),
    ttst_ms: between(first_content, offset(contents[1])),
    tpot_ms,
    output_tokens_per_second: tpot_ms === null ? null : 1000 / tpot_ms,
    heartbeat_gap_max_ms: heartbeatGapUs === null ? null : toMs(heartbeatGapUs),
    inter_token_stats: gaps?.stats ?? null,
    gap_sketch: gaps?.sketch ?? null,
    content_chunks: contents.length,
    is_buffered:
      contents.length < MANY_CHUNKS || total_duration_ms === null || contentMs === null
        ? null
        : contentMs < BUFFERED_SHARE * total_duration_ms,
    has_hidden_reasoning,
  };
}

/** Over the tokens that arrived after the first content chunk; null where their number or their time is not known. */
function timePerToken(contentMs: number | null, facts: StreamFacts, isReasoningHidden: boolean): number | null {
  if (facts.output_tokens === null || contentMs === null || contentMs === 0) return null;
  const hidden = isReasoningHidden ? (facts.reasoning_tokens ?? 0) : 0;
  const tokens = facts.output_tokens - hidden - (facts.first_chunk_tokens ?? 1);
  return tokens > 0 ? contentMs / tokens : null;
}
