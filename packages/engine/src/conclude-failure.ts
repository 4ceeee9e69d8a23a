import type { StopReason } from "./batch-scope.ts";
import type { Conclusion } from "./provider-adapter.ts";
import type { TransportFailure } from "./transport-failure.ts";

const WITHOUT_GOAL = { cancelled_by: null, goal: "not_evaluated", goal_reason: null } as const;

const WHAT_TO_DO: Record<TransportFailure["kind"], string> = {
  timeout: "If this is usual for the target, raise that timeout.",
  network: "Check the way to the target.",
  protocol: "Check what answers at the target's address.",
  limit: "Ask for a smaller result.",
};

/** The outcome of a run whose transport broke or ran out of time. */
export function concludeFailure(failure: TransportFailure): Conclusion {
  const { kind, phase, reason_code, fault, message } = failure;
  return {
    ...WITHOUT_GOAL,
    status: kind === "timeout" ? "timeout" : "infra_error",
    phase,
    reason_code,
    fault,
    // What this machine lacks is told with what to do about it, and is no matter of the target.
    error: `${message} It happened in the phase "${phase}".${fault === "us" ? "" : ` ${WHAT_TO_DO[kind]}`}`,
  };
}

/** The outcome of a run that we stopped. */
export function concludeStop(reason: StopReason): Conclusion {
  if (reason.by === "us") {
    return {
      ...WITHOUT_GOAL,
      status: "aborted",
      phase: null,
      reason_code: reason.reason_code,
      fault: "us",
      error: reason.error,
    };
  }
  return {
    ...WITHOUT_GOAL,
    status: "cancelled",
    phase: null,
    reason_code: "cancelled_by_user",
    fault: null,
    cancelled_by: "user",
    error: "Cancelled by the user.",
  };
}

/** The outcome of a run that was not started because an earlier one of its batch found the account empty. */
export function concludeOutOfCredits(emptyRunId: number): Conclusion {
  return {
    ...WITHOUT_GOAL,
    status: "cancelled",
    phase: null,
    reason_code: "out_of_credits",
    fault: "us",
    cancelled_by: "profile",
    error: `Not started: the account was found without credits in run ${emptyRunId}. Top it up and run the batch again.`,
  };
}

/** The outcome of a run that was not started because its batch had used up a budget. */
export const concludeOverBudget = ({ reason_code, error }: Pick<Conclusion, "reason_code" | "error">): Conclusion => ({
  ...WITHOUT_GOAL,
  status: "budget_stopped",
  phase: null,
  reason_code,
  fault: null,
  error: `Not started. ${error ?? ""}`.trim(),
});
