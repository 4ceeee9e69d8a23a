import { expect, test } from "vitest";
import { ChunkLog, type Chunk } from "../chunk-log/chunk-log.ts";
import { aiperfView, guidellmView, inferencePerfView, vllmView } from "./compatibility-views.ts";

/** A role delta, five content chunks of which one has three tokens more, a finish chunk, usage and [DONE]. */
const EVENTS: [number, Chunk["kind"]][] = [
  [120, "delta"],
  [200, "answer"],
  [220, "answer"],
  [240, "answer"],
  [300, "answer"],
  [320, "answer"],
  [330, "delta"],
  [340, "event"],
  [341, "terminal"],
];
const input = {
  log: ChunkLog.of(EVENTS.map(([atMs, kind]) => ({ offset_us: atMs * 1_000, bytes: 200, kind, tokens: null }))),
  started: 100,
  output_tokens: 9,
};

test("vLLM takes the role delta for the first token and the usage chunk for the end", () => {
  expect(vllmView(input)).toEqual({
    ttft_ms: 20,
    request_latency_ms: 240,
    tpot_ms: 220 / 8,
    itl_ms: { count: 6, mean: 35, p50: 20, p99: 79 },
  });
});

test("AIPerf counts from content to content and gives one latency per request", () => {
  expect(aiperfView(input)).toEqual({
    ttft_ms: 100,
    request_latency_ms: 220,
    tpot_ms: 15,
    itl_ms: { count: 1, mean: 15, p50: 15, p99: 15 },
  });
});

test("GuideLLM spreads the wait for the first token over all tokens", () => {
  expect(guidellmView(input)).toMatchObject({ ttft_ms: 100, tpot_ms: 220 / 9, itl_ms: { mean: 15 } });
});

test("inference-perf sees gaps of zero between the tokens of one chunk", () => {
  expect(inferencePerfView(input)).toMatchObject({ tpot_ms: 15, itl_ms: { count: 8, mean: 15, p50: 10 } });
});

test("without content or a token count there is no figure, rather than zero", () => {
  const nothing = { ...input, log: new ChunkLog(), output_tokens: null };
  const none = { ttft_ms: null, request_latency_ms: null, tpot_ms: null, itl_ms: null };

  expect([vllmView, aiperfView, guidellmView, inferencePerfView].map((view) => view(nothing))).toEqual([
    none,
    none,
    none,
    none,
  ]);
  expect(aiperfView({ ...input, output_tokens: null }).tpot_ms).toBeNull();
});
