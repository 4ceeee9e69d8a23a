import { AppError, HttpSseRequest, type BatchPlan } from "@tfbench/contracts";
import type { HttpRequest, PreparedExchange, ProviderAdapter } from "@tfbench/engine";
import { requestHeaders } from "../llm/request-headers.ts";
import { compileHttpSse } from "./create-http-sse-reader.ts";

const TEXT_STALL_MS = 500;

/** Anything that answers a request with server-sent events; the request says how they are to be read. */
export const httpSseAdapter: ProviderAdapter = { stallMs: TEXT_STALL_MS, prepare };

function prepare(plan: BatchPlan, credential: string | null): PreparedExchange {
  const parsed = HttpSseRequest.safeParse(plan.request);
  if (!parsed.success)
    throw new AppError("invalid_input", "The request does not say how its stream is to be read.", {
      hint: parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; "),
    });
  const { method, path, headers, key_header, body } = parsed.data;
  const base = new URL(plan.target.base_url).pathname;
  const start: HttpRequest = {
    method,
    path: path === undefined ? base : base.replace(/\/+$/, "") + path,
    headers: requestHeaders(plan.target.name, keyOf(key_header, credential), headers),
    body: body === undefined ? null : Buffer.from(JSON.stringify(body)),
  };
  return { kind: "exchange", start, createReader: compileHttpSse(parsed.data) };
}

function keyOf(header: string | undefined, key: string | null): { header: string; value: string } | null {
  if (key === null) return null;
  const name = header?.toLowerCase() ?? "authorization";
  return { header: name, value: name === "authorization" ? `Bearer ${key}` : key };
}
