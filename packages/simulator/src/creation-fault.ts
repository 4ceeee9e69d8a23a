import { codeOfStatus, errorBody } from "./api-error.ts";
import { toLineSafeJson } from "./event-text.ts";
import type { Script } from "./script.ts";

/** A whole answer in place of a run, ready to send. */
export interface FaultAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

const PAGE = "<!doctype html><title>Just a moment</title><p>A proxy answered instead of the service.</p>";
const MESSAGES = new Map([
  [402, "The wallet is empty."],
  [429, "Too many requests."],
  [503, "The service is busy."],
]);
export const WALLET_URL = "https://wallet.example.test/top-up";

/** What the script puts in place of a run, or null. `attempt` counts the requests with this goal from 1. */
export function findCreationFault(script: Script, attempt: number): FaultAnswer | null {
  if (script.http_times !== undefined && attempt > script.http_times) return null;
  const retryAfter: Record<string, string> =
    script.retry_after_header === undefined ? {} : { "retry-after": String(script.retry_after_header) };

  if (script.redirect !== undefined) {
    const headers = { ...retryAfter, location: script.redirect };
    return { status: script.http_status ?? 302, headers, body: Buffer.alloc(0) };
  }
  if (script.html === true) {
    const headers = { ...retryAfter, "content-type": "text/html; charset=utf-8" };
    return { status: script.http_status ?? 200, headers, body: Buffer.from(script.http_body ?? PAGE) };
  }
  const status = faultStatus(script);
  if (status === null) return null;
  const headers = { ...retryAfter, "content-type": "application/json; charset=utf-8" };
  return { status, headers, body: Buffer.from(script.http_body ?? envelope(script, status)) };
}

function faultStatus(script: Script): number | null {
  if (script.http_status !== undefined) return script.http_status;
  if (script.http_body !== undefined) return 200;
  if (script.outcome === "rate_limited") return 429;
  return script.outcome === "http_500" ? 500 : null;
}

function envelope(script: Script, status: number): string {
  const code = script.http_code ?? codeOfStatus(status);
  const message = script.error_message ?? MESSAGES.get(status) ?? "The request failed.";
  return toLineSafeJson(
    errorBody({ status, code, message, ...(status === 402 && { details: { wallet_url: WALLET_URL } }) }),
  );
}
