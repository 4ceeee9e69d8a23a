import { sendWhole } from "./send-whole.ts";
import type { Wire } from "./wire.ts";

export interface JsonAnswer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
  tokens?: number;
  dueMs?: number;
}

export function sendLlmJson(wire: Wire, { status, body, headers = {}, tokens = 0, dueMs = NaN }: JsonAnswer): void {
  const payload = JSON.stringify(body);
  const allHeaders = { ...headers, "content-type": "application/json" };
  sendWhole(wire, { status, headers: allHeaders, frame: { kind: "body", payload, tokens, dueMs } });
}
