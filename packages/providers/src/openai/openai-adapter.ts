import { AppError, type BatchPlan, type JsonValue } from "@tfbench/contracts";
import type { HttpRequest, PreparedExchange, ProviderAdapter } from "@tfbench/engine";
import { apiPath } from "../llm/api-path.ts";
import { LlmReader } from "../llm/llm-reader.ts";
import { requestHeaders } from "../llm/request-headers.ts";
import { isRecord, type JsonRecord } from "../parse-json.ts";
import { readOpenaiEvent } from "./read-openai-event.ts";

const TEXT_STALL_MS = 500;

/** Chat completions, completions and responses, as OpenAI defines them and many others serve them. */
export const openaiAdapter: ProviderAdapter = { stallMs: TEXT_STALL_MS, prepare };

function prepare(plan: BatchPlan, credential: string | null): PreparedExchange {
  const { extra_headers, ...request } = plan.request;
  const start: HttpRequest = {
    method: "POST",
    path: apiPath(plan.target.base_url, endpointOf(request)),
    headers: requestHeaders(
      plan.target.name,
      credential === null ? null : { header: "authorization", value: `Bearer ${credential}` },
      extra_headers,
    ),
    body: Buffer.from(JSON.stringify(bodyOf(request))),
  };
  return { kind: "exchange", start, createReader: () => new LlmReader(readOpenaiEvent) };
}

/** Which of the three APIs a body is for. */
function endpointOf(request: JsonRecord): string {
  if (request["messages"] !== undefined) return "/chat/completions";
  if (request["prompt"] !== undefined) return "/completions";
  if (request["input"] !== undefined) return "/responses";
  throw new AppError("invalid_input", "The request has neither messages nor prompt nor input.", {
    hint: "messages is for chat completions, prompt for completions, input for responses.",
  });
}

/** A stream is always asked for, with its usage; `extra_body` and what the request says itself come last. */
function bodyOf({ extra_body, ...request }: JsonRecord): JsonRecord {
  const usage: { [name: string]: JsonValue } =
    request["input"] === undefined ? { stream_options: { include_usage: true } } : {};
  const body = { ...usage, ...request, ...(isRecord(extra_body) ? extra_body : {}), stream: true };
  // `stream_options: null` leaves it out, for servers that refuse it.
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => name !== "stream_options" || value !== null),
  );
}
