import type { BatchPlan, JsonObject, Provider } from "@tfbench/contracts";
import type { MeaningOptions } from "@tfbench/engine";
import { adapterOf } from "../adapter-of.ts";

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
  timeouts: { connect_ms: 5_000, headers_ms: 5_000, first_event_ms: 5_000, idle_ms: 1_000, total_ms: 10_000 },
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

/** What a meaning thread needs to know to read a provider's streams. */
export function meaningOptionsFor(provider: Provider, request?: JsonObject): MeaningOptions {
  const plan = planFor(provider, request);
  const adapter = adapterOf(provider);
  return {
    prepared: adapter.prepare(plan, null),
    stallMs: adapter.stallMs,
    judge: () => ({ goal: "not_evaluated", goal_reason: null }),
    settings: plan.settings,
    priceVersion: 1,
    takeTokenCounter: null,
    timeouts: plan.timeouts,
  };
}
