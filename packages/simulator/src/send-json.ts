import { toLineSafeJson } from "./event-text.ts";
import type { TimedResponse } from "./timed-response.ts";

export function sendJson(response: TimedResponse, status: number, body: unknown): void {
  const headers = { "content-type": "application/json; charset=utf-8" };
  response.sendWhole(status, headers, Buffer.from(toLineSafeJson(body)));
}
