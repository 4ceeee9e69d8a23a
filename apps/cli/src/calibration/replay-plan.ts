import { Timeouts } from "@tfbench/contracts";
import type { LoadProfile, RecordFileBatch } from "@tfbench/contracts";
import type { LocalPlan } from "../plan/local-plan.ts";
import { NO_GATES } from "../thresholds/gates.ts";
import { chunkOffsetsMs } from "./recorded-stream.ts";
import type { RecordedStream } from "./recorded-stream.ts";

const MOST_RUN_MS = 3_600_000;

/** The load that plays recorded streams again: the same due times, and a script in each request that says its chunks. */
export function replayPlan(batch: RecordFileBatch, streams: readonly RecordedStream[]): LocalPlan {
  const { threads, connections } = batch.environment;
  const [first] = streams;
  if (first === undefined) throw new Error("A replay has at least one stream.");
  return {
    name: batch.name,
    provider: batch.provider === "anthropic" ? "anthropic" : "openai",
    api: null,
    url: "simulator",
    credentialVariable: null,
    headers: {},
    serverMetrics: null,
    isTlsUnverified: false,
    transport: null,
    // The script is longer than any limit of a model has to be.
    request: { model: "replayed", max_tokens: 1_000_000 },
    messages: [],
    prompts: {
      at: (index) => ({ messages: [{ role: "user", content: scriptOf(streams[index] ?? first) }], max_tokens: null }),
      distinct: null,
      description: "scripts of recorded streams",
    },
    load: replayLoad(batch.load, streams),
    trace: null,
    chats: null,
    warmUpRuns: 0,
    warmUpMs: 0,
    coolDownMs: 0,
    cancellation: null,
    slo: [],
    gates: NO_GATES,
    levels: null,
    timeouts: Timeouts.parse({
      headers_ms: MOST_RUN_MS,
      first_event_ms: MOST_RUN_MS,
      idle_ms: MOST_RUN_MS,
      total_ms: MOST_RUN_MS,
    }),
    seed: batch.seed ?? 1,
    threads: typeof threads === "number" ? threads : 1,
    connections: connections === "fresh" ? "fresh" : "reused",
    graceMs: null,
    budget: {},
    prices: null,
  };
}

const scriptOf = (stream: RecordedStream): string =>
  `Again [[simulate ${JSON.stringify({ chunk_offsets_ms: chunkOffsetsMs(stream) })}]]`;

/** A closed load's runs were due when a slot was free, so their due times already hold its ceiling. */
function replayLoad(load: LoadProfile, streams: readonly RecordedStream[]): LoadProfile {
  return {
    kind: "replay",
    due_offsets_ms: streams.map(({ dueMs }) => dueMs),
    max_in_flight: load.kind === "closed" ? null : load.max_in_flight,
    on_full: "wait",
  };
}
