import type { BatchPlan } from "@tfbench/contracts";
import type { HttpRequest, PreparedExchange, ProviderAdapter } from "@tfbench/engine";
import { apiPath } from "../llm/api-path.ts";
import { LlmReader } from "../llm/llm-reader.ts";
import { requestHeaders } from "../llm/request-headers.ts";
import { isRecord } from "../parse-json.ts";
import { readAnthropicEvent } from "./read-anthropic-event.ts";

const TEXT_STALL_MS = 500;
const API_VERSION = "2023-06-01";

/** Anthropic's messages API, always streamed. */
export const anthropicAdapter: ProviderAdapter = { stallMs: TEXT_STALL_MS, prepare };

function prepare(plan: BatchPlan, credential: string | null): PreparedExchange {
  const { extra_headers, extra_body, ...request } = plan.request;
  const headers = requestHeaders(
    plan.target.name,
    credential === null ? null : { header: "x-api-key", value: credential },
    extra_headers,
  );
  const body = { ...request, ...(isRecord(extra_body) ? extra_body : {}), stream: true };
  const start: HttpRequest = {
    method: "POST",
    path: apiPath(plan.target.base_url, "/messages"),
    headers: { "anthropic-version": API_VERSION, ...headers },
    body: Buffer.from(JSON.stringify(body)),
  };
  return { kind: "exchange", start, createReader: () => new LlmReader(readAnthropicEvent) };
}
