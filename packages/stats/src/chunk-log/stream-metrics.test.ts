import { expect, test } from "vitest";
import { ChunkLog, type Chunk } from "./chunk-log.ts";
import { stampsOfLog, streamMetrics, type RunStamps } from "./stream-metrics.ts";

const stamps: RunStamps = {
  due: 1_000,
  slot_granted: 1_010,
  started: 1_010.5,
  connected: null,
  sent: 1_010.75,
  headers: 1_050,
  terminal: 1_310.5,
  closed: 1_311,
};
const facts = { output_tokens: null, reasoning_tokens: null, first_chunk_tokens: null, stall_ms: 500 };

const log = (...chunks: [number, Chunk["kind"]][]): ChunkLog =>
  ChunkLog.of(chunks.map(([atMs, kind]) => ({ offset_us: atMs * 1_000, bytes: 10, kind, tokens: null })));

const STREAM = log(
  [1_060, "delta"],
  [1_110.5, "reasoning"],
  [1_160.5, "answer"],
  [1_210.5, "answer"],
  [1_310.5, "terminal"],
);

test("times count from the run's start, response times from when it was due", () => {
  const metrics = streamMetrics(stamps, STREAM, facts);

  expect(metrics).toMatchObject({
    total_duration_ms: 300,
    response_ms: 310.5,
    response_ttft_ms: 110.5,
    slot_wait_ms: 10,
    lag_ms: 0.5,
    connect_ms: null,
    headers_ms: 39.5,
    first_event_ms: 49.5,
    ttft_ms: 100,
    ttft_sent_ms: 99.75,
    content_chunks: 3,
  });
  expect(stampsOfLog(STREAM)).toEqual({ first_event: 1_060, first_content: 1_110.5, last_content: 1_210.5 });
});

test("the first answer leaves reasoning out; the second token counts from the first, whatever it was", () => {
  expect(streamMetrics(stamps, STREAM, facts)).toMatchObject({ ttfo_ms: 150, ttst_ms: 50 });
});

test("time per token divides by the tokens after the first chunk: as counted, or taken for one", () => {
  const counted = { ...facts, output_tokens: 25 };

  expect(streamMetrics(stamps, STREAM, { ...counted, first_chunk_tokens: 5 }).tpot_ms).toBe(5);
  expect(streamMetrics(stamps, STREAM, counted).tpot_ms).toBe(100 / 24);
  expect(streamMetrics(stamps, STREAM, { ...counted, first_chunk_tokens: 5 }).output_tokens_per_second).toBe(200);
  expect(streamMetrics(stamps, STREAM, facts).tpot_ms).toBeNull();
});

test("reasoning that was counted but not streamed is subtracted and labelled; streamed reasoning is neither", () => {
  const answers = log([1_110.5, "answer"], [1_210.5, "answer"]);
  const thinking = { ...facts, output_tokens: 31, reasoning_tokens: 20 };

  expect(streamMetrics(stamps, answers, thinking)).toMatchObject({ tpot_ms: 10, has_hidden_reasoning: true });
  expect(streamMetrics(stamps, STREAM, thinking)).toMatchObject({ tpot_ms: 100 / 30, has_hidden_reasoning: false });
});

test("without time between contents there is no rate, rather than an infinite one", () => {
  const once = log([1_110.5, "answer"], [1_110.5, "answer"]);

  expect(streamMetrics(stamps, once, { ...facts, output_tokens: 9 })).toMatchObject({
    tpot_ms: null,
    output_tokens_per_second: null,
    ttst_ms: 0,
  });
});

test("many events in almost no time are a buffered stream; few events say nothing", () => {
  const burst = (count: number, gapMs: number) =>
    log(...Array.from({ length: count }, (_, index): [number, Chunk["kind"]] => [1_300 + index * gapMs, "answer"]));

  expect(streamMetrics(stamps, burst(10, 0.1), facts).is_buffered).toBe(true);
  expect(streamMetrics(stamps, burst(10, 1), facts).is_buffered).toBe(false);
  expect(streamMetrics(stamps, burst(3, 0), facts).is_buffered).toBeNull();
});

test("heartbeats are liveness and no gap; a gap over the threshold is a stall", () => {
  const beating = log([1_100, "answer"], [1_200, "heartbeat"], [1_500, "heartbeat"], [1_700, "answer"]);

  expect(streamMetrics(stamps, beating, facts)).toMatchObject({
    heartbeat_gap_max_ms: 300,
    inter_token_stats: { count: 1, max: 600, stalls: 1 },
  });
});
