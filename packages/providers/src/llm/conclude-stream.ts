import type { Conclusion, HttpAnswer, ProviderEnding } from "@tfbench/engine";
import { isRecord, parseJson } from "../parse-json.ts";
import { meaningOfError, meaningOfStatus, type ErrorMeaning } from "./error-meaning.ts";
import { describeLlmError, readErrorBody, type LlmError } from "./llm-error.ts";

/** What a stream of text has said by its end. */
export type StreamSaid = { error: LlmError | null; hasEvents: boolean; hasFinish: boolean };

const NOTHING_WRONG = {
  phase: null,
  reason_code: null,
  fault: null,
  cancelled_by: null,
  error: null,
  goal: null,
  goal_reason: null,
} as const;
const COMPLETED: Conclusion = { ...NOTHING_WRONG, status: "completed" };

const fail = ({ advice, ...meaning }: ErrorMeaning, phase: Conclusion["phase"], happened: string): Conclusion => ({
  ...NOTHING_WRONG,
  ...meaning,
  phase,
  error: `${happened} ${advice}`,
  goal: "not_evaluated",
});

const infraError = (reason_code: string, advice: string): ErrorMeaning => ({
  status: "infra_error",
  fault: "provider",
  reason_code,
  advice,
});

/** How a run ended whose answer is a stream of text, whichever provider it is. */
export function concludeStream(ending: ProviderEnding, said: StreamSaid): Conclusion {
  if (ending.kind === "refused") return concludeRefusal(ending.answer);
  if (said.error)
    return fail(
      meaningOfError(said.error),
      "stream",
      `The server reported an error inside the stream: ${describeLlmError(said.error)}.`,
    );
  if (ending.kind === "terminal") return COMPLETED;
  if (ending.kind === "unfinished" && said.hasFinish) return COMPLETED;
  if (said.hasEvents) {
    const how =
      ending.kind === "cut_off" ? "The connection was closed in the middle of the stream" : "The stream ended";
    return fail(
      infraError("truncated", "Something on the way may cut long answers, or the server gave up; look at its log."),
      "stream",
      `${how}, without a finish reason or a last word, so part of the answer may be missing.`,
    );
  }
  return concludeNoStream(ending.answer);
}

function concludeRefusal({ status, headers, body_text }: HttpAnswer): Conclusion {
  const error = readErrorBody(body_text);
  const location = headers["location"] === undefined ? "" : ` to ${headers["location"].slice(0, 300)}`;
  const wait = headers["retry-after"] === undefined ? "" : ` Retry-After: ${headers["retry-after"].slice(0, 100)}.`;
  const html = isHtml(body_text) ? " with an HTML page" : "";
  const words = error === null ? "." : `: ${describeLlmError(error)}.`;
  return fail(
    meaningOfStatus(status, error),
    "headers",
    `The server answered with HTTP ${status}${location}${html}${words}${wait}`,
  );
}

/** A successful answer without a single event. */
function concludeNoStream({ status, body_text }: HttpAnswer): Conclusion {
  const error = readErrorBody(body_text);
  const body = parseJson(body_text)?.value;
  if (error !== null && isRecord(body) && !isAnswer(body))
    return fail(
      meaningOfError(error),
      "headers",
      `The server answered with HTTP ${status} and an error instead of a stream: ${describeLlmError(error)}.`,
    );
  if (isHtml(body_text))
    return fail(
      { ...infraError("html_answer", "Check the target's address, and what stands between."), fault: "unknown" },
      "headers",
      `An HTML page came instead of a stream (HTTP ${status}).`,
    );
  if (isRecord(body) && isAnswer(body))
    return fail(
      infraError("not_streamed", "Leave stream as it is, or check what stands between: a proxy may collect streams."),
      "headers",
      "The whole answer came in one piece instead of a stream, so nothing of its pace can be measured.",
    );
  if (body !== undefined)
    return fail(
      infraError("unexpected_answer", "Check the target's address."),
      "headers",
      `The server answered with JSON that is neither a stream nor an error (HTTP ${status}).`,
    );
  return fail(
    infraError("truncated", "Look at the server's log."),
    "first_event",
    "The stream ended before its first event.",
  );
}

const isAnswer = (body: Record<string, unknown>): boolean =>
  ["choices", "output", "content", "completion"].some((name) => Array.isArray(body[name]));

const isHtml = (text: string): boolean => /^\s*<(!doctype|html|head|body)\b/i.test(text.slice(0, 1_000));
