import type { Conclusion, HttpAnswer } from "@tfbench/engine";
import { isRecord, parseJson } from "../parse-json.ts";
import { outcomeOfHttpError, outcomeOfRunError, type ErrorOutcome } from "./error-outcome.ts";
import { describeProviderError, readProviderError, type ProviderError } from "./provider-error.ts";
import { textOf } from "./tinyfish-event.ts";

const COMPLETED: Conclusion = {
  status: "completed",
  phase: null,
  reason_code: null,
  fault: null,
  cancelled_by: null,
  error: null,
  goal: null,
  goal_reason: null,
};

/** The last word of a run: its COMPLETE event, or its final record where it was polled. */
export type LastWord = { status: string | null; error: ProviderError | null };

const conclusionOf = (
  { advice, ...outcome }: ErrorOutcome,
  phase: Conclusion["phase"],
  happened: string,
): Conclusion => {
  const error = `${happened} ${advice}`;
  const decidesGoal = outcome.goal !== null && outcome.goal !== "not_evaluated";
  return { ...outcome, phase, error, goal_reason: decidesGoal ? `The provider reports ${outcome.reason_code}.` : null };
};

const infraError = (reason_code: string, error: string, rest: Pick<Conclusion, "phase" | "fault">): Conclusion => ({
  ...rest,
  status: "infra_error",
  reason_code,
  error,
  cancelled_by: null,
  goal: "not_evaluated",
  goal_reason: null,
});

const NOTHING_SAID: ProviderError = { code: null, category: null, message: null, retryAfterSeconds: null, help: null };

export function concludeLastWord({ status, error }: LastWord): Conclusion {
  if (status === "COMPLETED") {
    return error === null
      ? COMPLETED
      : { ...COMPLETED, error: `TinyFish completed the run and yet reports ${describeProviderError(error)}` };
  }
  if (status === "CANCELLED") {
    const outcome = outcomeOfRunError({ ...NOTHING_SAID, code: "CANCELLED" });
    return conclusionOf(
      outcome,
      "provider",
      `TinyFish cancelled the run: ${describeProviderError(error ?? NOTHING_SAID)}`,
    );
  }
  if (status === "FAILED" || error !== null) {
    const said = error ?? NOTHING_SAID;
    return conclusionOf(
      outcomeOfRunError(said),
      "provider",
      `TinyFish ended the run as failed: ${describeProviderError(said)}`,
    );
  }
  const word = status === null ? "without a status" : `with the status ${status.slice(0, 100)}`;
  return infraError("unknown_status", `TinyFish sent COMPLETE ${word}, which ends no run.`, {
    phase: "provider",
    fault: "provider",
  });
}

/** An HTTP answer that is no stream. */
export function concludeRefusal({ status, headers, body_text }: HttpAnswer): Conclusion {
  const error = readErrorAnswer({ status, headers, body_text });
  const outcome = outcomeOfHttpError(status, error);
  const location = headers["location"] === undefined ? "" : ` to ${headers["location"].slice(0, 300)}`;
  const wait = headers["retry-after"] === undefined ? "" : ` Retry-After: ${headers["retry-after"].slice(0, 100)}.`;
  const html = isHtml(body_text) ? " with an HTML page" : "";
  const said = error === null ? "." : `: ${describeProviderError(error)}`;
  const phase = outcome.status === "timeout" ? "provider" : "headers";
  return conclusionOf(outcome, phase, `TinyFish answered with HTTP ${status}${location}${html}${said}${wait}`);
}

export type Unfinished = { answer: HttpAnswer; hasEvents: boolean; inBandError: ProviderError | null };

/** A successful answer that ended without COMPLETE. */
export function concludeUnfinished({ answer, hasEvents, inBandError }: Unfinished): Conclusion {
  if (inBandError) {
    return conclusionOf(
      outcomeOfRunError(inBandError),
      "stream",
      `TinyFish ended the stream with an error: ${describeProviderError(inBandError)}`,
    );
  }
  if (hasEvents) {
    const error = "The stream ended without its COMPLETE event, so how the run ended is not known.";
    return infraError("truncated", error, { phase: "stream", fault: "provider" });
  }
  const inBody = readErrorAnswer(answer);
  if (inBody) {
    const happened = `TinyFish answered with HTTP ${answer.status} and an error instead of a stream: ${describeProviderError(inBody)}`;
    return conclusionOf(outcomeOfRunError(inBody), "headers", happened);
  }
  if (isHtml(answer.body_text)) {
    const error = `An HTML page came instead of TinyFish's answer (HTTP ${answer.status}). Check the target's address, and what stands between.`;
    return infraError("html_answer", error, { phase: "headers", fault: "unknown" });
  }
  if (parseJson(answer.body_text)) {
    const error = `TinyFish answered with JSON that is neither a stream nor an error (HTTP ${answer.status}). Check the target's address.`;
    return infraError("unexpected_answer", error, { phase: "headers", fault: "provider" });
  }
  const error = "The stream ended before its first event, so whether the run took place is not known.";
  return infraError("truncated", error, { phase: "first_event", fault: "provider" });
}

/** The error of the published envelope, of a failed run, or of a flat body. */
function readErrorAnswer({ body_text, status }: HttpAnswer): ProviderError | null {
  const body = parseJson(body_text)?.value;
  if (!isRecord(body)) return null;
  const error = readProviderError(body["error"]);
  if (error) return error;
  const message = textOf(body, "message", "detail");
  return status >= 400 && message !== null ? readProviderError(body) : null;
}

const isHtml = (text: string): boolean => /^\s*<(!doctype|html|head|body)\b/i.test(text.slice(0, 1_000));
