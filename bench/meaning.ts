import type { BatchPlan, JsonObject, Provider } from "@tfbench/contracts";
import { openMeaning } from "@tfbench/engine";
import { adapterOf } from "@tfbench/providers";
import type { Row } from "./row.ts";

const RUNS = 64;
const CHUNKS = 500;
const ROUNDS = 12;
const WARM_UP_ROUNDS = 3;
const CHUNKS_PER_CPU_SECOND = 400_000;

const plan = (provider: Provider, request: JsonObject): BatchPlan => ({
  provider,
  origin: "simulated",
  scenario: { id: 1, name: "bench" },
  automation: { id: 1, name: "bench" },
  target: {
    id: 1,
    name: "bench",
    base_url: "http://127.0.0.1:1/v1",
    credential: null,
    limits: { max_in_flight: null },
    prices: { usd_per_step: null, bills: "all", version: 1, effective_at: "2026-01-01T00:00:00.000Z" },
  },
  request,
  inputs: {},
  timeouts: { connect_ms: 1_000, headers_ms: 1_000, first_event_ms: 1_000, idle_ms: 1_000, total_ms: 10_000 },
  settings: {
    transport: "sse",
    concurrency: 1,
    poll_interval_ms: 20,
    start_spread_ms: 0,
    timeouts: {},
    guards: "on",
    allow_empty: false,
  },
  load: { kind: "closed", runs: 1, concurrency: 1, start_spread_ms: 0 },
});

const WORDS = ["the", " quick", " brown", " fox", " jumps", " over", " a", " lazy", " dog", ".", "\\n", " größer"];

/** What vLLM sends for one token. `created` moves once a second, as it does there. */
const openaiEvent = (index: number): string =>
  `data: {"id":"chatcmpl-9f2c1d7e","object":"chat.completion.chunk","created":${1_790_000_000 + Math.floor(index / 50)},"model":"llama-3.1-8b-instruct","choices":[{"index":0,"delta":{"content":"${WORDS[index % WORDS.length]}"},"logprobs":null,"finish_reason":null}]}\n\n`;
/** OpenAI itself pads every delta differently: its length shall not be seen from outside. */
const paddedEvent = (index: number): string =>
  openaiEvent(index).replace("}\n\n", `,"obfuscation":"${"x".repeat(index % 13)}"}\n\n`);
const anthropicEvent = (index: number): string =>
  `event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"${WORDS[index % WORDS.length]}"}}\n\n`;

const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
const framed = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

type Stream = { name: string; provider: Provider; request: JsonObject; event: (index: number) => string };

const CHAT: JsonObject = { model: "m", max_tokens: 10, messages: [{ role: "user", content: "hello" }] };
const STREAMS: readonly Stream[] = [
  { name: "vLLM's chat deltas", provider: "openai", request: CHAT, event: openaiEvent },
  { name: "OpenAI's padded chat deltas", provider: "openai", request: CHAT, event: paddedEvent },
  { name: "Anthropic's deltas", provider: "anthropic", request: CHAT, event: anthropicEvent },
];

/** Gives the meaning thread's code many runs at once, one chunk a read, as they would come from slabs. */
async function cpuSecondsOf({ provider, request, event }: Stream): Promise<number> {
  const given = plan(provider, request);
  const adapter = adapterOf(provider);
  let ended = 0;
  const meaning = openMeaning(
    {
      prepared: adapter.prepare(given, null),
      stallMs: adapter.stallMs,
      judge: () => ({ goal: "not_evaluated", goal_reason: null }),
      settings: given.settings,
      priceVersion: 1,
      takeTokenCounter: null,
      timeouts: given.timeouts,
    },
    { emit: (records) => (ended += records.length), ask: () => undefined },
  );
  const reads = Array.from({ length: CHUNKS }, (_, index) => Buffer.from(framed(event(index))));
  const head = Buffer.from(HEAD);
  const last = Buffer.from(
    `${framed('data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n')}0\r\n\r\n`,
  );
  const before = process.cpuUsage();
  meaning.begin({ originMs: 0, wallAnchorMs: 0 });
  const each = (atMs: number, bytes: Buffer): void => {
    for (let run = 0; run < RUNS; run += 1)
      meaning.read({ run, atMs: atMs + run / 100, bytes, from: 0, to: bytes.length });
  };
  const stamps = { dueMs: 0, slotGrantedMs: 0, startedMs: 0, connectedMs: NaN, sentMs: 0 };
  for (let run = 0; run < RUNS; run += 1) meaning.start(run, stamps, false);
  each(10, head);
  for (const [index, bytes] of reads.entries()) each(20 + index * 20, bytes);
  each(30 + CHUNKS * 20, last);
  for (let run = 0; run < RUNS; run += 1) meaning.end(run, 40 + CHUNKS * 20, { code: "complete", text: "" });
  await meaning.finish();
  if (ended !== RUNS) throw new Error(`${ended} of ${RUNS} runs ended.`);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Chunks that a CPU-second gives their meaning: framing, events, adapter, metrics and chunk log. */
export async function measureMeaning(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const stream of STREAMS) {
    const seconds: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) seconds.push(await cpuSecondsOf(stream));
    const [median = NaN] = seconds
      .slice(WARM_UP_ROUNDS)
      .sort((a, b) => a - b)
      .slice((ROUNDS - WARM_UP_ROUNDS) >> 1);
    rows.push({
      measure: `meaning of ${stream.name}`,
      value: Math.round((RUNS * CHUNKS) / median),
      unit: "chunks per CPU-second",
      n: `median of ${ROUNDS - WARM_UP_ROUNDS} x ${RUNS * CHUNKS} chunks`,
      aim: { at_least: CHUNKS_PER_CPU_SECOND },
    });
  }
  return rows;
}
