import type { Goal, Run, RunStatus } from "@tfbench/contracts";
import { countOf } from "#format/count-of.ts";
import { formatDuration } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatUsd } from "#format/format-usd.ts";

const STARTS: Record<RunStatus, string> = {
  queued: "Waiting to start",
  running: "Running",
  completed: "Completed",
  agent_failed: "The agent failed",
  infra_error: "The infrastructure failed",
  rate_limited: "The provider refused for too many runs at a time",
  timeout: "Ran out of time",
  cancelled: "Cancelled",
  dropped: "Not started: no slot was free",
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

const withReason = (said: string, reason: string | null) =>
  reason === null ? said : `${said}: ${reason.replace(/[.\s]+$/, "")}`;

/** What happened and why, as one sentence. */
export function prepareHeadline(run: Run): string {
  const by = run.status === "cancelled" && run.cancelled_by !== null ? CANCELLED_BY[run.cancelled_by] : "";
  const phase = run.phase === null ? "" : ` in the ${run.phase.replace("_", " ")} phase`;
  const after = run.total_duration_ms === null ? "" : ` after ${formatDuration(run.total_duration_ms)}`;
  const execution = withReason(`${STARTS[run.status]}${by}${phase}${after}`, run.error);
  if (run.status === "queued" || run.status === "running") return `${run.cancel_requested ? "Cancelling" : execution}.`;
  // Of a run that did not complete, the execution says enough unless the goal has a reason of its own.
  if (run.status !== "completed" && run.goal_reason === null) return `${execution}.`;
  return `${execution}; ${withReason(GOAL_SAID[run.goal], run.goal_reason)}.`;
}

export type Stat = { title: string; definition: string; value: string; note: string | null };

const NONE = "-";
const durationOr = (valueMs: number | null) => (valueMs === null ? NONE : formatDuration(valueMs));

function gapStats(run: Run): Stat {
  const gaps = run.inter_token_stats;
  const definition =
    "Time between one action and the next within this run. A stall is a gap above the threshold of the definition. Heartbeats are not actions.";
  if (gaps === null) return { title: "Gaps between actions", definition, value: NONE, note: null };
  const stalls = gaps.stalls === 0 ? "no stall" : countOf(gaps.stalls, "stall");
  return {
    title: "Gaps, p50 / p95 / max",
    definition,
    value: [gaps.p50, gaps.p95, gaps.max].map(formatDuration).join(" / "),
    note: `${countOf(gaps.count, "gap")}, ${stalls} over ${formatDuration(gaps.stall_threshold_ms)}`,
  };
}

/** The row of figures under the headline. */
export function prepareStats(run: Run): Stat[] {
  const connection = run.connection === null ? null : `${run.connection} connection`;
  return [
    {
      title: "Total time",
      definition: "From the first act on the network to the last event (service time).",
      value: durationOr(run.total_duration_ms),
      note: run.slot_wait_ms ? `after ${formatDuration(run.slot_wait_ms)} waiting for a slot` : null,
    },
    {
      title: "Time to first action",
      definition: "From the first act on the network to the first action the agent reports.",
      value: durationOr(run.ttft_ms),
      note: connection,
    },
    {
      title: "Browser ready",
      definition: "From the first act on the network to the event that carries the live view's address.",
      value: durationOr(run.time_to_streaming_url_ms),
      note: null,
    },
    gapStats(run),
    {
      title: "Steps",
      definition: "The provider's own count of steps, read from its record after the run.",
      value: run.steps === null ? NONE : formatNumber(run.steps),
      note: run.progress_events === null ? null : `${countOf(run.progress_events, "action")} seen in the stream`,
    },
    {
      title: "Cost",
      definition: "Steps times the target's price at the time of the run. Unknown is not free.",
      value: run.cost_usd === null ? "not known" : formatUsd(run.cost_usd),
      note: run.price_version === null ? null : `price version ${run.price_version}`,
    },
    {
      title: "At the provider",
      definition: "Queue and run time by the provider's own clock; never mixed with ours.",
      value: durationOr(run.provider_run_ms),
      note: run.provider_queue_ms === null ? null : `after ${formatDuration(run.provider_queue_ms)} in its queue`,
    },
  ];
}
