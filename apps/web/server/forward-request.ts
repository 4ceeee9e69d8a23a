import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { Readable } from "node:stream";
import type { WebConfig } from "#config.ts";
import { readAccessCookie } from "./access-cookie.ts";
import { problemResponse } from "./problem-response.ts";

const PASSED_TO_API = [
  "accept",
  "authorization",
  "content-type",
  "content-length",
  "idempotency-key",
  "if-match",
  "if-none-match",
  "last-event-id",
];
const PASSED_TO_BROWSER = [
  "content-type",
  "content-disposition",
  "etag",
  "location",
  "link",
  "retry-after",
  "allow",
  "x-request-id",
  "x-total-count",
  "idempotency-replayed",
];
const PASSED_PREFIXES = ["ratelimit", "x-ratelimit"];
const WITHOUT_BODY = new Set([204, 205, 304]);

function headersForApi(headers: Headers): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const name of PASSED_TO_API) {
    const value = headers.get(name);
    if (value !== null) passed[name] = value;
  }
  const token = readAccessCookie(headers.get("cookie"));
  if (passed["authorization"] === undefined && token !== null) passed["authorization"] = `Bearer ${token}`;
  return passed;
}

function headersForBrowser(answer: IncomingMessage, isStream: boolean): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    if (typeof value !== "string") continue;
    if (PASSED_TO_BROWSER.includes(name) || PASSED_PREFIXES.some((prefix) => name.startsWith(prefix)))
      headers.set(name, value);
  }
  // no-transform keeps the server's gzip away from the stream: it would hold events back until its window fills.
  headers.set("cache-control", isStream ? "no-cache, no-transform" : "no-store");
  if (isStream) headers.set("x-accel-buffering", "no");
  return headers;
}

/** The body as it arrives. A comment goes ahead of an event stream: headers leave this server with the first byte only. */
function bodyForBrowser(answer: IncomingMessage, isStream: boolean): ReadableStream<Uint8Array> {
  const reader = Readable.toWeb(answer).getReader();
  return new ReadableStream<Uint8Array>({
    start(controller) {
      if (isStream) controller.enqueue(new TextEncoder().encode(":\n\n"));
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel() {
      answer.destroy();
    },
  });
}

function unreachableApi(cause: NodeJS.ErrnoException, config: WebConfig): Response {
  const isTimeout = cause.code === "ETIMEDOUT";
  return problemResponse({
    status: isTimeout ? 504 : 502,
    code: "unavailable",
    message: isTimeout
      ? `The API at ${config.apiUrl} did not accept a connection in time.`
      : `The API at ${config.apiUrl} does not answer.`,
    hint: "Check that the server runs (make start) and that TFBENCH_API_URL or HOST and PORT name it.",
  });
}

/** More than the API takes; this server only keeps its own memory safe. */
const MAX_BODY_BYTES = 2_000_000;

/** The body, or null when it is too long. */
async function readBody(request: Request): Promise<Uint8Array[] | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) return chunks;
    bytes += value.byteLength;
    if (bytes > MAX_BODY_BYTES) return null;
    chunks.push(value);
  }
}

/**
 * Passes one request on to the API and its answer back, byte for byte and as it arrives. Node's own client is used
 * rather than fetch: it has no time limit on a silent body, and Next.js does not patch it.
 */
export async function forwardRequest(request: Request, path: string, config: WebConfig): Promise<Response> {
  const body = await readBody(request);
  if (body === null) {
    return problemResponse({
      status: 413,
      code: "body_too_large",
      message: `The body is longer than ${MAX_BODY_BYTES} bytes.`,
      hint: "Shorten the request or its inputs.",
    });
  }
  const url = new URL(config.apiUrl + path);
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;

  return new Promise<Response>((resolve, reject) => {
    const outgoing = send(url, {
      method: request.method,
      headers: headersForApi(request.headers),
      signal: request.signal,
    });
    outgoing.on("response", (answer) => {
      const status = answer.statusCode ?? 502;
      const isStream = (answer.headers["content-type"] ?? "").startsWith("text/event-stream");
      const headers = headersForBrowser(answer, isStream);
      if (WITHOUT_BODY.has(status)) {
        answer.resume();
        resolve(new Response(null, { status, headers }));
        return;
      }
      resolve(new Response(bodyForBrowser(answer, isStream), { status, headers }));
    });
    outgoing.on("error", (cause: NodeJS.ErrnoException) => {
      if (request.signal.aborted) reject(cause);
      else resolve(unreachableApi(cause, config));
    });
    for (const chunk of body) outgoing.write(chunk);
    outgoing.end();
  });
}
