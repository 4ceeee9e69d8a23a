import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { ApiError } from "../api-error.ts";
import type { Exchange } from "../exchange.ts";
import { readJsonBody } from "../read-json-body.ts";
import { bulkAnswer } from "./bulk-answer.ts";
import { countPromptTokens } from "./count-tokens.ts";
import { formatScriptOf } from "./format-script.ts";
import type { LlmAnswer } from "./llm-answer.ts";
import type { LlmApi } from "./llm-api.ts";
import type { Usage } from "./llm-format.ts";
import { createLlmPlan } from "./llm-plan.ts";
import type { LlmPlan } from "./llm-plan.ts";
import type { LlmRequest } from "./llm-request.ts";
import type { LlmScript } from "./llm-script.ts";
import type { RequestTruth } from "./llm-truth.ts";
import { readLlmScript } from "./read-llm-script.ts";
import { refusalOf } from "./refusal.ts";
import { responseId } from "./response-id.ts";
import { sendLlmJson } from "./send-llm-json.ts";
import { sendWhole } from "./send-whole.ts";
import { streamAnswer } from "./stream-answer.ts";
import { wholeAnswer } from "./whole-answer.ts";
import { createWire } from "./wire.ts";
import type { Frame, Wire } from "./wire.ts";

const HTML = '<!doctype html><html lang="en"><title>Welcome</title><p>This is a web page.</p></html>';

/** Answers one request to an LLM endpoint; a refusal has that API's own error body. */
export async function answerLlm<Body>(exchange: Exchange, api: LlmApi<Body>): Promise<void> {
  const { req, res, state } = exchange;
  const left = watchConnection(exchange);
  const body = await readJsonBody(req, { schema: api.schema, maxBytes: state.options.max_body_bytes }).catch(toError);
  if (res.socket === null) await once(res, "socket"); // A pipelined request waits for its turn.
  const truth = openTruth(exchange);
  const wire = createWire(res, truth);
  try {
    if (body instanceof ApiError) throw body;
    authenticate(exchange);
    startAnswer({ exchange, api, request: api.read(body), truth, wire, left });
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    const retryAfter = cause.answer.status === 429 ? { "retry-after": "1" } : {};
    const { status } = cause.answer;
    sendLlmJson(wire, { status, body: api.errorBody(cause.answer), headers: retryAfter });
    state.llm.truth.close(truth, "refused");
  }
}

interface Start<Body> {
  exchange: Exchange;
  api: LlmApi<Body>;
  request: LlmRequest;
  truth: RequestTruth;
  wire: Wire;
  left: AbortSignal;
}

function startAnswer<Body>({ exchange, api, request, truth, wire, left }: Start<Body>): void {
  const { state, req, request: number } = exchange;
  const { llm } = state;
  const sources = { header: req.headers["x-simulate"], lastUserText: request.lastUserText };
  const script = readLlmScript({ ...sources, fallback: llm.defaultScript });
  const refusal = refusalOf(script.fault);
  if (refusal) throw refusal;
  if (script.fault?.kind === "html") {
    const frame: Frame = { kind: "fault", payload: HTML, tokens: 0, dueMs: NaN };
    sendWhole(wire, { status: 200, headers: { "content-type": "text/html; charset=utf-8" }, frame });
    llm.truth.close(truth, "fault");
    return;
  }
  const plan = createLlmPlan({ script, request, options: llm.options, seed: state.options.seed, index: number });
  const usage = usageOf(exchange, { request, script, plan });
  const format = api.createFormat({
    request: number,
    model: request.model,
    createdS: Math.floor(Date.now() / 1000),
    script: formatScriptOf(script),
    usage,
    asksForUsage: request.asksForUsage,
  });
  Object.assign(truth, { is_streamed: request.isStreamed, ...countsOf(usage) });
  const answer: LlmAnswer = { llm, script, plan, format, usage, wire, truth, left };
  if (!request.isStreamed) wholeAnswer(answer);
  else if (script.bulk === true) bulkAnswer(answer);
  else streamAnswer(answer);
}

const countsOf = ({ prompt_tokens, cached_tokens, output_tokens }: Usage) => ({
  prompt_tokens,
  cached_tokens,
  output_tokens: Number.isFinite(output_tokens) ? output_tokens : 0,
});

interface UsageInput {
  request: LlmRequest;
  script: LlmScript;
  plan: LlmPlan;
}

function usageOf({ state }: Exchange, { request, script, plan }: UsageInput): Usage {
  const found = state.llm.prefixCache.lookUp(request.promptText);
  const counted = request.promptTokens ?? countPromptTokens(request.promptText, request.messages);
  const promptTokens = script.prompt_tokens ?? counted;
  const callTokens = plan.toolCalls.reduce((sum, call) => sum + call.parts.length, 0);
  return {
    prompt_tokens: promptTokens,
    cached_tokens: Math.min(script.cached_tokens ?? found, promptTokens),
    output_tokens: plan.reasoningTokens + plan.answerTokens + callTokens + plan.hiddenTokens,
    reasoning_tokens: plan.reasoningTokens,
  };
}

function openTruth({ state, req, request }: Exchange): RequestTruth {
  const clientId = req.headers["x-request-id"];
  return state.llm.truth.open({
    request,
    run_id: responseId(request),
    client_request_id: typeof clientId === "string" ? clientId : null,
    path: req.url ?? "",
    remote_port: req.socket.remotePort ?? null,
    ...state.llm.stamps.take(req.socket),
  });
}

function watchConnection({ res }: Exchange): AbortSignal {
  const left = new AbortController();
  res.once("close", () => left.abort());
  return left.signal;
}

function authenticate({ req, state: { options, llm } }: Exchange): void {
  if (!llm.options.requires_key) return;
  const key = keyOf(req);
  if (key === options.api_key || options.more_api_keys.includes(key)) return;
  throw new ApiError({ status: 401, code: "INVALID_API_KEY", message: "The API key is missing or not valid." });
}

function keyOf(req: IncomingMessage): string {
  const own = req.headers["x-api-key"];
  return typeof own === "string" && own !== "" ? own : (req.headers.authorization ?? "").replace(/^Bearer /i, "");
}

function toError(cause: unknown): ApiError {
  if (cause instanceof ApiError) return cause;
  throw cause;
}
