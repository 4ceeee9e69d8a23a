import type { BatchPlan } from "@tfbench/contracts";
import type { HttpRequest, PreparedAgent, ProviderAdapter } from "@tfbench/engine";
import { basePathOf, tinyfishHeaders } from "./tinyfish-headers.ts";
import { TinyfishReader } from "./tinyfish-reader.ts";

const AGENT_STALL_MS = 30_000;

/** TinyFish over raw HTTP: run-sse, or run-async with polling; lookup and cancel by the run's id. */
export const tinyfishAdapter: ProviderAdapter = { stallMs: AGENT_STALL_MS, prepare };

function prepare(plan: BatchPlan, credential: string | null): PreparedAgent {
  const base = basePathOf(plan.target.base_url);
  const headers = tinyfishHeaders(plan.target.name, credential);
  const isStream = plan.settings.transport === "sse";
  const runs = (providerRunId: string): string => `${base}/v1/runs/${encodeURIComponent(providerRunId)}`;
  const start: HttpRequest = {
    method: "POST",
    path: `${base}/v1/automation/${isStream ? "run-sse" : "run-async"}`,
    headers: { ...headers, "content-type": "application/json", ...(isStream ? { accept: "text/event-stream" } : {}) },
    body: Buffer.from(JSON.stringify(plan.request)),
  };
  return {
    kind: "agent",
    mode: isStream ? "stream" : "poll",
    start,
    lookup: (providerRunId) => ({ method: "GET", path: runs(providerRunId), headers, body: null }),
    cancel: (providerRunId) => ({ method: "POST", path: `${runs(providerRunId)}/cancel`, headers, body: null }),
    createReader: (providerRunId) => new TinyfishReader(plan, providerRunId ?? null),
  };
}
