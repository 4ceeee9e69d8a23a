import { ApiError } from "./api-error.ts";
import type { Exchange } from "./exchange.ts";
import { LLM_ROUTES } from "./llm/llm-routes.ts";
import { cancelRun } from "./routes/cancel-run.ts";
import { createBatch } from "./routes/create-batch.ts";
import { createRun } from "./routes/create-run.ts";
import { getLlmTruth } from "./routes/get-llm-truth.ts";
import { getLiveView } from "./routes/get-live-view.ts";
import { getMetrics } from "./routes/get-metrics.ts";
import { getRun } from "./routes/get-run.ts";
import { getWallet } from "./routes/get-wallet.ts";
import { listModels } from "./routes/list-models.ts";
import { listRuns } from "./routes/list-runs.ts";
import { cancelRuns, getRuns } from "./routes/run-ids.ts";
import { changeSettings, freeze, reset } from "./routes/simulate-control.ts";
import { sendJson } from "./send-json.ts";

interface Route {
  method: "GET" | "POST";
  path: RegExp;
  needsKey: boolean;
  answer: (exchange: Exchange) => void | Promise<void>;
}

/** Paths end like this below any base path. The first that matches wins. */
const ROUTES: readonly Route[] = [
  { method: "POST", path: /\/v1\/automation\/run$/, needsKey: true, answer: (exchange) => createRun(exchange, "run") },
  {
    method: "POST",
    path: /\/v1\/automation\/run-async$/,
    needsKey: true,
    answer: (exchange) => createRun(exchange, "run-async"),
  },
  {
    method: "POST",
    path: /\/v1\/automation\/run-sse$/,
    needsKey: true,
    answer: (exchange) => createRun(exchange, "run-sse"),
  },
  { method: "POST", path: /\/v1\/automation\/run-batch$/, needsKey: true, answer: createBatch },
  { method: "GET", path: /\/v1\/runs$/, needsKey: true, answer: listRuns },
  { method: "POST", path: /\/v1\/runs\/batch$/, needsKey: true, answer: getRuns },
  { method: "POST", path: /\/v1\/runs\/batch\/cancel$/, needsKey: true, answer: cancelRuns },
  { method: "POST", path: /\/v1\/runs\/(?<runId>[^/]+)\/cancel$/, needsKey: true, answer: cancelRun },
  { method: "GET", path: /\/v1\/runs\/(?<runId>[^/]+)$/, needsKey: true, answer: getRun },
  { method: "GET", path: /\/v1\/wallet$/, needsKey: true, answer: getWallet },
  ...LLM_ROUTES.map((route) => ({ method: "POST" as const, needsKey: false, ...route })),
  { method: "GET", path: /\/v1\/models$/, needsKey: false, answer: listModels },
  { method: "GET", path: /^\/metrics$/, needsKey: false, answer: getMetrics },
  { method: "GET", path: /^\/simulate\/truth$/, needsKey: false, answer: getLlmTruth },
  { method: "POST", path: /^\/simulate\/freeze$/, needsKey: false, answer: freeze },
  { method: "POST", path: /^\/simulate\/settings$/, needsKey: false, answer: changeSettings },
  { method: "POST", path: /^\/simulate\/reset$/, needsKey: false, answer: reset },
  { method: "GET", path: /\/view\/(?<runId>[^/]+)$/, needsKey: false, answer: getLiveView },
  {
    method: "GET",
    path: /^\/health$/,
    needsKey: false,
    answer: ({ response }) => sendJson(response, 200, { status: "healthy" }),
  },
];

export interface RouteMatch {
  needsKey: boolean;
  runId: string;
  answer: Route["answer"];
}

/** Throws 404 for a path the simulator does not play and 405 for a method the path does not have. */
export function matchRoute(method: string, path: string): RouteMatch {
  const matches = ROUTES.flatMap((route) => {
    const match = route.path.exec(path);
    return match ? [{ route, runId: match.groups?.["runId"] ?? "" }] : [];
  });
  const found = matches.find(({ route }) => route.method === method);
  if (found) return { needsKey: found.route.needsKey, runId: found.runId, answer: found.route.answer };

  const shownPath = path.slice(0, 200);
  const [other] = matches;
  if (other) {
    const message = `${shownPath} is there for ${other.route.method}, not for ${method}.`;
    throw new ApiError({ status: 405, code: "NOT_FOUND", message });
  }
  const message = `The simulator plays TinyFish's automation, runs, batch, cancel and wallet paths and those of an LLM server; ${shownPath} is none of them.`;
  throw new ApiError({ status: 404, code: "NOT_FOUND", message });
}
