import type { Fault, Goal } from "@tfbench/contracts";
import type { Conclusion } from "@tfbench/engine";
import type { ProviderError } from "./provider-error.ts";

/** What an error of the provider means, apart from the words. */
export type ErrorOutcome = Pick<Conclusion, "status" | "fault" | "goal" | "cancelled_by" | "reason_code"> & {
  advice: string;
};

type Meaning = { status: Conclusion["status"]; fault: Fault; goal?: Goal; advice: string };

const CREDITS: Meaning = {
  status: "out_of_credits",
  fault: "us",
  advice: "Top up the account; the batch was stopped.",
};
const BUSY: Meaning = {
  status: "rate_limited",
  fault: "provider",
  advice: "Lower the concurrency, or set the target's max_in_flight.",
};
const KEY: Meaning = {
  status: "infra_error",
  fault: "us",
  advice: "Check the key in the environment variable the target names.",
};
const INTERNAL: Meaning = {
  status: "infra_error",
  fault: "provider",
  advice: "The service had a fault of its own; run it again.",
};
const AGENT: Meaning = {
  status: "agent_failed",
  fault: "agent",
  goal: "failed",
  advice: "See the events for what the agent tried.",
};
const GATED: Meaning = {
  status: "infra_error",
  fault: "definition",
  advice: "The account may not use something the request asks for.",
};
const MISSING: Meaning = { status: "infra_error", fault: "definition", advice: "Check the target's address." };
const INPUT: Meaning = { status: "infra_error", fault: "definition", advice: "Correct the automation's request." };

const BY_CODE: Record<string, Meaning> = {
  TASK_FAILED: AGENT,
  MAX_STEPS_EXCEEDED: { ...AGENT, advice: "Allow more steps, or ask for less." },
  SITE_BLOCKED: {
    status: "agent_failed",
    fault: "site",
    goal: "blocked",
    advice: "Try the stealth profile or a proxy.",
  },
  CONTENT_POLICY_VIOLATION: {
    status: "agent_failed",
    fault: "definition",
    goal: "task_invalid",
    advice: "Word the goal otherwise.",
  },
  TIMEOUT: { status: "timeout", fault: "provider", advice: "The service's own time limit ended the run." },
  SERVICE_BUSY: BUSY,
  RATE_LIMIT_EXCEEDED: BUSY,
  INSUFFICIENT_CREDITS: CREDITS,
  CANCELLED: { status: "infra_error", fault: "provider", advice: "Nobody here asked for it." },
  INTERNAL_ERROR: INTERNAL,
  MISSING_API_KEY: KEY,
  INVALID_API_KEY: KEY,
  UNAUTHORIZED: KEY,
  FORBIDDEN: GATED,
  FEATURE_NOT_AVAILABLE: GATED,
  INVALID_INPUT: INPUT,
  NOT_FOUND: MISSING,
};

const BY_CATEGORY: Record<string, Meaning> = {
  AGENT_FAILURE: AGENT,
  BILLING_FAILURE: CREDITS,
  SYSTEM_FAILURE: INTERNAL,
};

const UNKNOWN: Meaning = {
  status: "infra_error",
  fault: "unknown",
  advice: "The reason is not one we know; run it again.",
};

const BY_HTTP_STATUS: Record<number, Meaning & { reason_code: string }> = {
  400: { ...INPUT, reason_code: "invalid_input" },
  401: { ...KEY, reason_code: "unauthorized" },
  402: { ...CREDITS, reason_code: "insufficient_credits" },
  403: { ...GATED, reason_code: "forbidden" },
  404: { ...MISSING, reason_code: "not_found" },
  405: { ...MISSING, reason_code: "method_not_allowed" },
  408: {
    status: "infra_error",
    fault: "network",
    reason_code: "request_timeout",
    advice: "The request did not reach the service in time; check the way to the target.",
  },
  413: { ...INPUT, reason_code: "request_too_large" },
  422: { ...INPUT, reason_code: "invalid_input" },
  429: { ...BUSY, reason_code: "rate_limit_exceeded" },
};

const complete = ({ goal, ...meaning }: Meaning, reason_code: string): ErrorOutcome => ({
  ...meaning,
  reason_code,
  goal: goal ?? "not_evaluated",
  cancelled_by: reason_code === "provider_cancelled" ? "provider" : null,
});

const REASON = /^[a-z0-9_]{1,100}$/;
const reasonOf = (name: string | null): string | null => {
  if (name === "CANCELLED") return "provider_cancelled";
  const reason = name?.toLowerCase() ?? "";
  return REASON.test(reason) ? reason : null;
};

/** The error a run ended with: its code decides, then its category. */
export function outcomeOfRunError(error: ProviderError): ErrorOutcome {
  const meaning = known(BY_CODE, error.code) ?? known(BY_CATEGORY, error.category) ?? UNKNOWN;
  return complete(meaning, reasonOf(error.code) ?? reasonOf(error.category) ?? "unknown_failure");
}

/** An HTTP answer that refuses the run. 402 and 429 speak for themselves; else the code decides, then the status. */
export function outcomeOfHttpError(httpStatus: number, error: ProviderError | null): ErrorOutcome {
  const byStatus = BY_HTTP_STATUS[httpStatus];
  const byCode = known(BY_CODE, error?.code ?? null) ?? known(BY_CATEGORY, error?.category ?? null);
  const statusDecides = httpStatus === 402 || (httpStatus === 429 && byCode?.status !== "out_of_credits");
  if (byCode && !statusDecides)
    return complete(byCode, reasonOf(error?.code ?? null) ?? reasonOf(error?.category ?? null) ?? "unknown_failure");
  if (byStatus) return complete(byStatus, reasonOf(error?.code ?? null) ?? byStatus.reason_code);
  if (httpStatus >= 300 && httpStatus < 400)
    return complete(
      { ...MISSING, advice: "Redirects are not followed; give the target the address it leads to." },
      "redirect",
    );
  return complete(httpStatus >= 500 ? INTERNAL : UNKNOWN, reasonOf(error?.code ?? null) ?? `http_${httpStatus}`);
}

function known(table: Record<string, Meaning>, name: string | null): Meaning | undefined {
  return name !== null && Object.hasOwn(table, name) ? table[name] : undefined;
}
