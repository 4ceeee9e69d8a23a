import type { Goal, LoadPart, Run, RunStatus, RunSummary } from "@tfbench/contracts";
import { isFinalRun } from "#components/is-final.ts";
import { countOf } from "#format/count-of.ts";
import { formatDuration } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";

const STARTS: Record<RunStatus, string> = {
  queued: "Waiting to start",
  running: "Running",
  completed: "Completed",
  agent_failed: "The agent failed",
  infra_error: "The infrastructure failed",
  rate_limited: "The provider refused for too many runs at a time",
  timeout: "Ran out of time",
  cancelled: "Cancelled",
  dropped: "Not started",
  out_of_credits: "The provider account is out of credits",
  budget_stopped: "Stopped by the budget",
  aborted: "Lost by this installation, not by the provider; it counts in no rate",
};

const GOAL_SAID: Record<Goal, string> = {
  passed: "the goal was met",
  partial: "the goal was met in part",
  failed: "the goal was missed",
  blocked: "the site blocked the agent",
  task_invalid: "the task cannot be done as it is written",
  not_evaluated: "no check could judge the goal",
};

const CANCELLED_BY = { user: " by a user", profile: " by the load profile", provider: " by the provider" } as const;

/** A reason may begin with the word of the status, which has been said. */
const withReason = (said: string, reason: string | null) =>
  reason === null ? said : `${said}: ${reason.replace(/^Dropped: /, "").replace(/[.\s]+$/, "")}`;

const startsLarge = (said: string) => said.charAt(0).toUpperCase() + said.slice(1);

/** Of a run that did not complete, the execution says enough unless the goal has a reason of its own. */
const isToldByExecution = ({ status, goal_reason: reason, reason_code: code }: RunSummary): boolean =>
  status !== "completed" && (reason === null || (code !== null && reason.toLowerCase().includes(code.toLowerCase())));

/** What came of a stream, as far as it was counted. */
function sayStream({ ttft_ms: ttft, output_tokens: tokens, output_tokens_per_second: speed }: RunSummary): string {
  const parts = [
    ...(ttft === null ? [] : [`first token after ${formatDuration(ttft)}`]),
    ...(tokens === null ? [] : [countOf(tokens, "token")]),
    ...(speed === null ? [] : [`${formatNumber(speed, 1)} tokens/s`]),
  ];
  return parts.length === 0 ? "" : `; ${parts.join(", ")}`;
}

const PART_WORD: Record<LoadPart, string> = { warm_up: "warm-up", cool_down: "cool-down" };

const sayPart = (part: LoadPart | null): string =>
  part === null ? "" : ` It belongs to the ${PART_WORD[part]} of its load, and is in no figure.`;

/** Dropped, or cancelled while it waited. */
export const wasNeverSent = ({ status, started_at: startedAt }: Pick<RunSummary, "status" | "started_at">): boolean =>
  isFinalRun(status) && startedAt === null;

/** What happened and why, as a sentence; what became of the goal of a run that did not complete is a second one. */
export function prepareHeadline(run: RunSummary & Partial<Pick<Run, "load_part">>): string {
  const by = run.status === "cancelled" && run.cancelled_by !== null ? CANCELLED_BY[run.cancelled_by] : "";
  const phase = run.phase === null ? "" : ` in the ${run.phase.replace("_", " ")} phase`;
  const after = run.total_duration_ms === null ? "" : ` after ${formatDuration(run.total_duration_ms)}`;
  const execution = withReason(`${STARTS[run.status]}${by}${phase}${after}`, run.error);
  if (run.status === "queued" || run.status === "running") return `${run.cancel_requested ? "Cancelling" : execution}.`;
  // Nothing judges the text of an endpoint, so there is no goal to speak of.
  if (run.provider !== "tinyfish")
    return `${execution}${run.status === "completed" ? sayStream(run) : ""}.${sayPart(run.load_part ?? null)}`;
  if (isToldByExecution(run)) return `${execution}.`;
  const goal = withReason(GOAL_SAID[run.goal], run.goal_reason);
  return run.status === "completed" ? `${execution}; ${goal}.` : `${execution}. ${startsLarge(goal)}.`;
}
