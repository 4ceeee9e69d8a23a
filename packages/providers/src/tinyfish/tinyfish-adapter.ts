import { AppError, type BatchPlan } from "@tfbench/contracts";
import type { HttpRequest, PreparedPlan, ProviderAdapter } from "@tfbench/engine";
import { TinyfishReader } from "./tinyfish-reader.ts";

const AGENT_STALL_MS = 30_000;
const HEADER_VALUE = /^[\x21-\x7e]+$/;

/** TinyFish over raw HTTP: run-sse, or run-async with polling; lookup and cancel by the run's id. */
export const tinyfishAdapter: ProviderAdapter = { stallMs: AGENT_STALL_MS, prepare };

function prepare(plan: BatchPlan, credential: string | null): PreparedPlan {
  if (credential !== null && !HEADER_VALUE.test(credential)) {
    throw new AppError(
      "invalid_input",
      `The key of target "${plan.target.name}" holds characters that no HTTP header can carry.`,
      {
        hint: "Look for a space or a line break in the environment variable.",
      },
    );
  }
  const base = new URL(plan.target.base_url).pathname.replace(/\/+$/, "");
  const headers = {
    accept: "application/json",
    "user-agent": "tfbench/0.1.0",
    ...(credential === null ? {} : { "x-api-key": credential }),
  };
  const isStream = plan.settings.transport === "sse";
  const runs = (providerRunId: string): string => `${base}/v1/runs/${encodeURIComponent(providerRunId)}`;
  const start: HttpRequest = {
    method: "POST",
    path: `${base}/v1/automation/${isStream ? "run-sse" : "run-async"}`,
    headers: { ...headers, "content-type": "application/json", ...(isStream ? { accept: "text/event-stream" } : {}) },
    body: Buffer.from(JSON.stringify(plan.request)),
  };
  return {
    mode: isStream ? "stream" : "poll",
    start,
    lookup: (providerRunId) => ({ method: "GET", path: runs(providerRunId), headers, body: null }),
    cancel: (providerRunId) => ({ method: "POST", path: `${runs(providerRunId)}/cancel`, headers, body: null }),
    createReader: (providerRunId) => new TinyfishReader(plan, providerRunId ?? null),
  };
}
