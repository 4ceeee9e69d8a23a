import { OPERATIONS } from "./operations.ts";
import type { OperationId } from "./operations.ts";

type Config = { base_url: string; token?: string };
type Call = { id: OperationId; input: object };

function writeQuery(fields: [string, unknown][]): string {
  const query = new URLSearchParams();
  for (const [name, value] of fields) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null) query.append(name, String(item));
    }
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** Puts an operation's one input object where its parts belong: path, headers, query or body. */
export function buildRequest(
  config: Config,
  call: Call,
): { url: string; init: RequestInit & { headers: Record<string, string> } } {
  const operation = OPERATIONS[call.id];
  const { idempotency_key, last_event_id, yaml, ...given } = call.input as Record<string, unknown>;
  const rest = { ...given };
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_place, name: string) => {
    delete rest[name];
    return encodeURIComponent(String(given[name]));
  });
  const headers: Record<string, string> = { accept: "application/json, text/event-stream;q=0.9" };
  if (config.token !== undefined) headers["authorization"] = `Bearer ${config.token}`;
  if (idempotency_key !== undefined) headers["idempotency-key"] = String(idempotency_key);
  if (last_event_id !== undefined) headers["last-event-id"] = String(last_event_id);
  if (operation.method === "GET")
    return { url: `${config.base_url}${path}${writeQuery(Object.entries(rest))}`, init: { method: "GET", headers } };
  if (yaml !== undefined) {
    headers["content-type"] = "application/yaml";
    const url = `${config.base_url}${path}${writeQuery(Object.entries(rest))}`;
    return { url, init: { method: operation.method, headers, body: String(yaml) } };
  }
  // Cancelling one row says everything in its path.
  const hasBody = operation.method !== "DELETE" && !operation.path.endsWith("/{id}/cancel");
  if (hasBody) headers["content-type"] = "application/json";
  return {
    url: `${config.base_url}${path}`,
    init: { method: operation.method, headers, ...(hasBody ? { body: JSON.stringify(rest) } : {}) },
  };
}
