import type { CancelledBy, Goal, RunStatus } from "@tfbench/contracts";

/** How a run ended, as far as it decides which figures the run belongs to. */
export type RunOutcome = { status: RunStatus; goal: Goal; cancelled_by: CancelledBy | null };

// A cancelled run is attempted only when the provider did it, unasked.
const IS_ATTEMPTED: Record<RunStatus, boolean> = {
  queued: false,
  running: false,
  completed: true,
  agent_failed: true,
  infra_error: true,
  rate_limited: true,
  timeout: true,
  cancelled: false,
  dropped: true,
  out_of_credits: false,
  budget_stopped: false,
  aborted: false,
};

/**
 * Whether the run is in the denominator of the rates. Left out are runs that were ended for reasons of our own: cancelled
 * by the user or the profile, stopped by the budget or for lack of credit, aborted; and runs that have not ended.
 */
export function isAttempted({ status, cancelled_by }: RunOutcome): boolean {
  return IS_ATTEMPTED[status] || (status === "cancelled" && cancelled_by === "provider");
}

/** Completed where nothing could judge the goal. A figure of its own, never added to the passed runs. */
export function isCompletedUnchecked({ status, goal }: RunOutcome): boolean {
  return status === "completed" && goal === "not_evaluated";
}

/** Whether the run is in the latency population of the tiles: attempted, and passed or completed unchecked. */
export function isSuccess(run: RunOutcome): boolean {
  return isAttempted(run) && (run.goal === "passed" || isCompletedUnchecked(run));
}
