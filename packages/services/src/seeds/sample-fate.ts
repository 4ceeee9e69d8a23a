import type { JsonValue, Phase, RunResult } from "@tfbench/contracts";

/** How a sample run ends. */
export type SampleFate =
  | "completed"
  | "goal_failed"
  | "blocked"
  | "max_steps"
  | "truncated"
  | "rate_limited"
  | "dropped"
  | "cancelled"
  | "aborted"
  | { timeout: Phase };

/** How far the run gets. `unsent` never dials, `refused` has no stream, `stream` no action, `actions` breaks off half-way. */
export type SampleReach = "unsent" | "refused" | "stream" | "actions" | "end";

export type SampleEnding = Pick<
  RunResult,
  "status" | "phase" | "reason_code" | "fault" | "cancelled_by" | "error" | "goal" | "goal_reason"
>;

export function reachOf(fate: SampleFate): SampleReach {
  if (typeof fate === "object") {
    if (fate.timeout === "connect" || fate.timeout === "headers") return "refused";
    return fate.timeout === "first_event" ? "stream" : "actions";
  }
  if (fate === "dropped") return "unsent";
  if (fate === "rate_limited") return "refused";
  return fate === "truncated" || fate === "cancelled" || fate === "aborted" ? "actions" : "end";
}

export const endingOf = (fate: SampleFate): SampleEnding =>
  typeof fate === "object" ? timeoutIn(fate.timeout) : ENDINGS[fate];

/** What the run's COMPLETE event says; null when it never comes. */
export function completeOf(
  ending: SampleEnding,
  result: JsonValue,
): { status: "COMPLETED"; result: JsonValue } | { status: "FAILED"; error: string } | null {
  if (ending.status === "completed") return { status: "COMPLETED", result: resultOf(ending, result) };
  return ending.status === "agent_failed" ? { status: "FAILED", error: "Maximum number of steps exceeded" } : null;
}

export function resultOf({ status, goal }: SampleEnding, result: JsonValue): JsonValue {
  if (status !== "completed") return null;
  if (goal === "failed") return { status: "failure", reason: "The page did not list what was asked for" };
  return goal === "blocked" ? { status: "failure", reason: "Access denied page shown" } : result;
}

const NOT_JUDGED = { goal: "not_evaluated", goal_reason: null } as const;
const COMPLETED = {
  status: "completed",
  phase: null,
  reason_code: null,
  fault: null,
  cancelled_by: null,
  error: null,
} as const;

function timeoutIn(phase: Phase): SampleEnding {
  const fault = phase === "connect" ? "network" : "provider";
  const error = `Sample: the phase ${phase} took longer than its limit.`;
  return { status: "timeout", phase, reason_code: `${phase}_timeout`, fault, cancelled_by: null, error, ...NOT_JUDGED };
}

const ENDINGS: Record<Extract<SampleFate, string>, SampleEnding> = {
  completed: { ...COMPLETED, ...NOT_JUDGED },
  goal_failed: {
    ...COMPLETED,
    goal: "failed",
    goal_reason: 'Guard "status failure": status says "failure".',
  },
  blocked: {
    ...COMPLETED,
    goal: "blocked",
    goal_reason: 'Guard "blocked": reason says "Access denied page shown".',
  },
  max_steps: {
    status: "agent_failed",
    phase: "provider",
    reason_code: "max_steps_exceeded",
    fault: "agent",
    cancelled_by: null,
    error: "Sample: the agent used up its steps before it was done.",
    goal: "failed",
    goal_reason: "The provider says that the agent could not do it (max_steps_exceeded).",
  },
  truncated: {
    status: "infra_error",
    phase: "stream",
    reason_code: "truncated",
    fault: "provider",
    cancelled_by: null,
    error: "Sample: the stream ended without its COMPLETE event.",
    ...NOT_JUDGED,
  },
  rate_limited: {
    status: "rate_limited",
    phase: "headers",
    reason_code: "rate_limit_exceeded",
    fault: "provider",
    cancelled_by: null,
    error: "Sample: the provider answered 429, too many requests.",
    ...NOT_JUDGED,
  },
  dropped: {
    status: "dropped",
    phase: null,
    reason_code: "no_free_slot",
    fault: "us",
    cancelled_by: null,
    error: "Sample: no slot was free when the run was due.",
    ...NOT_JUDGED,
  },
  cancelled: {
    status: "cancelled",
    phase: null,
    reason_code: "cancelled_by_user",
    fault: null,
    cancelled_by: "user",
    error: null,
    ...NOT_JUDGED,
  },
  aborted: {
    status: "aborted",
    phase: null,
    reason_code: "worker_lost",
    fault: "us",
    cancelled_by: null,
    error: "Sample: the worker was lost while the run was in flight.",
    ...NOT_JUDGED,
  },
};
