import type { IncomingMessage, ServerResponse } from "node:http";
import { inspect } from "node:util";
import { ApiError, errorBody } from "./api-error.ts";
import type { SimulatorState } from "./exchange.ts";
import { matchRoute } from "./match-route.ts";
import { monotonicNowMs } from "./monotonic-now-ms.ts";
import { sendJson } from "./send-json.ts";
import { createTimedResponse } from "./timed-response.ts";
import type { TimedResponse } from "./timed-response.ts";
import { waitMs } from "./wait-ms.ts";

export interface Incoming {
  req: IncomingMessage;
  res: ServerResponse;
  /** The number of the request in the ground truth. */
  request: number;
}

/** Answers one request; every failure becomes an answer in TinyFish's error envelope. */
export function answerRequest(state: SimulatorState, { req, res, request }: Incoming): void {
  const atMs = monotonicNowMs();
  const { method = "", url = "/" } = req;
  const [rawPath = "/", search = ""] = url.split(/\?(.*)/s);
  // A client that joins a base URL with a trailing slash to a path sends two slashes.
  const path = rawPath.replace(/\/{2,}/g, "/");
  const remotePort = req.socket.remotePort ?? null;
  state.truth.add({ record: "request_received", request, method, path, remote_port: remotePort, at_ms: atMs });
  const response = createTimedResponse({ res, truth: state.truth, request });

  const answer = async () => {
    const frozenMs = state.frozenUntilMs - monotonicNowMs();
    if (frozenMs > 0) await waitMs(state.dueQueue, frozenMs);
    const route = matchRoute(method, path);
    const account = route.needsKey ? authenticate(req, state) : "";
    const origin = `http://${req.headers.host ?? "127.0.0.1"}`;
    const query = new URLSearchParams(search);
    await route.answer({ state, req, res, response, request, query, account, runId: route.runId, origin });
  };
  answer().catch((cause: unknown) => {
    req.resume(); // What is left of an unread body must not block the connection.
    if (!res.destroyed) answerFailure(response, cause);
  });
}

function authenticate(req: IncomingMessage, { options }: SimulatorState): string {
  const key = req.headers["x-api-key"];
  if (typeof key !== "string" || key === "") {
    throw new ApiError({ status: 401, code: "MISSING_API_KEY", message: "The X-API-Key header is missing." });
  }
  if (key === options.api_key || options.more_api_keys.includes(key)) return key;
  throw new ApiError({ status: 401, code: "INVALID_API_KEY", message: "The API key is not valid." });
}

function answerFailure(response: TimedResponse, cause: unknown): void {
  if (cause instanceof ApiError) {
    sendJson(response, cause.answer.status, errorBody(cause.answer));
    return;
  }
  process.stderr.write(`The simulator failed to answer a request. ${inspect(cause)}\n`);
  if (response.areHeadersSent) response.closeSocket();
  else sendJson(response, 500, errorBody({ status: 500, code: "INTERNAL_ERROR", message: "The simulator failed." }));
}
