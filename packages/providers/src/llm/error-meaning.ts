import type { Conclusion } from "@tfbench/engine";
import type { LlmError } from "./llm-error.ts";

/** What a failure means, whoever put it into words. */
export type ErrorMeaning = Pick<Conclusion, "status" | "fault" | "reason_code"> & { advice: string };

const RATE_LIMITED: ErrorMeaning = {
  status: "rate_limited",
  fault: "provider",
  reason_code: "rate_limit_exceeded",
  advice: "Lower the concurrency or the rate, or set the target's max_in_flight.",
};
const OVERLOADED: ErrorMeaning = {
  status: "rate_limited",
  fault: "provider",
  reason_code: "overloaded",
  advice: "The service has more to do than it can; lower the load, or try again later.",
};
const CREDITS: ErrorMeaning = {
  status: "out_of_credits",
  fault: "us",
  reason_code: "insufficient_credits",
  advice: "Top up the account, or raise its limit.",
};
const KEY: ErrorMeaning = {
  status: "infra_error",
  fault: "us",
  reason_code: "unauthorized",
  advice: "Check the key in the environment variable the target names.",
};
const FORBIDDEN: ErrorMeaning = {
  status: "infra_error",
  fault: "definition",
  reason_code: "forbidden",
  advice: "The key may not use this model or this part of the service.",
};
const MODEL: ErrorMeaning = {
  status: "infra_error",
  fault: "definition",
  reason_code: "model_not_found",
  advice: "Check the model's name; GET /v1/models usually lists those that are served.",
};
const NOT_FOUND: ErrorMeaning = {
  status: "infra_error",
  fault: "definition",
  reason_code: "not_found",
  advice: "Check the target's address and its path, for example /v1/chat/completions.",
};
const INPUT: ErrorMeaning = {
  status: "infra_error",
  fault: "definition",
  reason_code: "invalid_input",
  advice: "Correct the request.",
};
const CONTEXT: ErrorMeaning = {
  status: "infra_error",
  fault: "definition",
  reason_code: "context_length_exceeded",
  advice: "Shorten the prompt, or ask for fewer tokens.",
};
const FILTERED: ErrorMeaning = {
  status: "infra_error",
  fault: "definition",
  reason_code: "content_filter",
  advice: "The service will not do this; word the request otherwise.",
};
const INTERNAL: ErrorMeaning = {
  status: "infra_error",
  fault: "provider",
  reason_code: "internal_error",
  advice: "The service had a fault of its own; its log says more.",
};

const BY_CODE: Record<string, ErrorMeaning> = {
  invalid_api_key: KEY,
  authentication_error: KEY,
  permission_error: FORBIDDEN,
  permission_denied: FORBIDDEN,
  model_not_found: MODEL,
  not_found_error: NOT_FOUND,
  notfounderror: NOT_FOUND,
  context_length_exceeded: CONTEXT,
  content_filter: FILTERED,
  content_policy_violation: FILTERED,
  insufficient_quota: CREDITS,
  billing_error: CREDITS,
  rate_limit_exceeded: RATE_LIMITED,
  rate_limit_error: RATE_LIMITED,
  overloaded_error: OVERLOADED,
  overloaded: OVERLOADED,
  invalid_request_error: INPUT,
  badrequesterror: INPUT,
  server_error: INTERNAL,
  api_error: INTERNAL,
  internalservererror: INTERNAL,
  timeout_error: { ...INTERNAL, reason_code: "provider_timeout", advice: "The service's own time limit ended it." },
};

const BY_STATUS: Record<number, ErrorMeaning> = {
  400: INPUT,
  401: KEY,
  402: CREDITS,
  403: FORBIDDEN,
  404: NOT_FOUND,
  405: { ...NOT_FOUND, reason_code: "method_not_allowed" },
  408: {
    status: "infra_error",
    fault: "network",
    reason_code: "request_timeout",
    advice: "The request did not reach the service in time; check the way to it.",
  },
  413: { ...INPUT, reason_code: "request_too_large", advice: "Shorten the prompt." },
  422: INPUT,
  429: RATE_LIMITED,
  503: {
    ...INTERNAL,
    reason_code: "service_unavailable",
    advice: "The service is starting, stopping or too busy; look at its log.",
  },
  529: OVERLOADED,
};

const SPEAKS_OF_MODEL = /\bmodels?\b/i;
const SPEAKS_OF_LENGTH = /context (length|window)|maximum context|too many tokens|prompt is too long/i;

/** An answer that refuses the run. The status speaks first, because codes of the same name mean more than one thing. */
export function meaningOfStatus(httpStatus: number, error: LlmError | null): ErrorMeaning {
  const byCode = meaningOfCode(error);
  if (httpStatus === 429) return byCode?.status === "out_of_credits" ? byCode : RATE_LIMITED;
  if (httpStatus === 404) return speaksOf(error, SPEAKS_OF_MODEL) ? MODEL : NOT_FOUND;
  if (httpStatus === 400 || httpStatus === 422) return narrower(error) ?? byCode ?? INPUT;
  const byStatus = BY_STATUS[httpStatus];
  if (byStatus) return byStatus;
  if (httpStatus >= 300 && httpStatus < 400)
    return {
      ...NOT_FOUND,
      reason_code: "redirect",
      advice: "Redirects are not followed; give the target the address it leads to.",
    };
  return httpStatus >= 500
    ? { ...INTERNAL, reason_code: `http_${httpStatus}` }
    : { ...INPUT, fault: "unknown", reason_code: `http_${httpStatus}`, advice: "The status is not one we know." };
}

/** An error in a stream that had begun well. */
export function meaningOfError(error: LlmError): ErrorMeaning {
  const byCode = meaningOfCode(error);
  if (byCode && byCode !== INPUT) return byCode;
  const narrow = narrower(error);
  if (narrow) return narrow;
  if (error.http_status !== null) return meaningOfStatus(error.http_status, error);
  return byCode ?? { ...INTERNAL, fault: "unknown", reason_code: "error_in_stream", advice: "See its words above." };
}

const speaksOf = (error: LlmError | null, words: RegExp): boolean =>
  words.test(error?.message ?? "") || words.test((error?.code ?? "").replaceAll("_", " "));

const narrower = (error: LlmError | null): ErrorMeaning | null => (speaksOf(error, SPEAKS_OF_LENGTH) ? CONTEXT : null);

function meaningOfCode(error: LlmError | null): ErrorMeaning | null {
  const code = error?.code ?? null;
  return code !== null && Object.hasOwn(BY_CODE, code) ? (BY_CODE[code] ?? null) : null;
}
