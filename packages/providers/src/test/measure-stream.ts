import type { BatchPlan, JsonObject, Provider, RunResult } from "@tfbench/contracts";
import { openMeaning, type EndedRun } from "@tfbench/engine";
import { adapterOf } from "../adapter-of.ts";

export type TimedRead = { atMs: number; bytes: Uint8Array };
type EndCode = Parameters<ReturnType<typeof openMeaning>["end"]>[2]["code"];
export type MeasuredStream = {
  provider: Provider;
  request?: JsonObject;
  reads: readonly TimedRead[];
  endMs: number;
  code?: EndCode;
};

const REQUESTS: Record<Provider, JsonObject> = {
  tinyfish: { url: "https://shop.example.test", goal: "look" },
  openai: { model: "m", messages: [{ role: "user", content: "hello" }] },
  anthropic: { model: "m", max_tokens: 10, messages: [{ role: "user", content: "hello" }] },
  http_sse: { stream: { content: "$.text" } },
};

export const planFor = (provider: Provider, request: JsonObject = REQUESTS[provider]): BatchPlan => ({
  provider,
  origin: "simulated",
  scenario: { id: 1, name: "scenario" },
  automation: { id: 1, name: "automation" },
  target: {
    id: 1,
    name: "target",
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

/** Gives the reads of one run to the meaning thread's own code, as slabs would. The run starts at 0. */
export async function measureStream({
  provider,
  request,
  reads,
  endMs,
  code = "complete",
}: MeasuredStream): Promise<RunResult> {
  const plan = planFor(provider, request);
  const adapter = adapterOf(provider);
  const ended: EndedRun[] = [];
  const meaning = openMeaning(
    {
      prepared: adapter.prepare(plan, null),
      stallMs: adapter.stallMs,
      judge: () => ({ goal: "not_evaluated", goal_reason: null }),
      settings: plan.settings,
      priceVersion: 1,
      countTokens: null,
      timeouts: plan.timeouts,
    },
    { emit: (records) => ended.push(...records), ask: () => undefined },
  );
  meaning.begin({ originMs: 0, wallAnchorMs: 0 });
  meaning.start(0, { dueMs: 0, slotGrantedMs: 0, startedMs: 0, connectedMs: Number.NaN, sentMs: 0 }, false);
  for (const { atMs, bytes } of reads) {
    // As in a slab, the bytes lie somewhere in a larger buffer and are gone when the call returns.
    const slab = new Uint8Array(bytes.length + 24);
    slab.set(bytes, 16);
    meaning.read({ run: 0, atMs, bytes: slab, from: 16, to: 16 + bytes.length });
    slab.fill(0x7b);
  }
  meaning.end(0, endMs, { code, text: "" });
  await meaning.finish();
  const [run] = ended;
  if (!run) throw new Error("The run did not end.");
  return run.result;
}
