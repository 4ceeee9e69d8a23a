import type { Goal, RunStatus } from "@tfbench/contracts";
import type { ChartTokens } from "#components/charts/read-tokens.ts";
import { GOAL_LOOK, RUN_STATUS_LOOK } from "#components/status-look.ts";

type Outcome = { status: RunStatus; goal: Goal };

/** Goals that a failed agent does not have by failing. */
const isOfItsOwn = (goal: Goal): boolean => goal !== "failed" && goal !== "not_evaluated";

/** How a run ended, in few words: by its goal where it completed, else by its status, and a goal of its own beside it. */
export const outcomeWord = ({ status, goal }: Outcome): string => {
  if (status !== "completed") {
    const { word } = RUN_STATUS_LOOK[status];
    return isOfItsOwn(goal) ? `${word}, ${GOAL_LOOK[goal].word}` : word;
  }
  return goal === "not_evaluated" ? "completed, unchecked" : GOAL_LOOK[goal].word;
};

type Meaning = keyof ChartTokens["meaning"] | "text";

const STATUS_MEANING: Record<Exclude<RunStatus, "completed">, Meaning> = {
  queued: "quiet",
  running: "live",
  agent_failed: "bad",
  infra_error: "fault",
  rate_limited: "warn",
  timeout: "warn",
  cancelled: "quiet",
  dropped: "warn",
  out_of_credits: "warn",
  budget_stopped: "warn",
  aborted: "fault",
};
const GOAL_MEANING: Record<Goal, Meaning> = {
  passed: "good",
  partial: "warn",
  failed: "bad",
  blocked: "shield",
  task_invalid: "quiet",
  not_evaluated: "text",
};

export function outcomeColor({ status, goal }: Outcome, tokens: ChartTokens): string {
  const meaning = status === "completed" ? GOAL_MEANING[goal] : STATUS_MEANING[status];
  return meaning === "text" ? tokens.text : tokens.meaning[meaning];
}

/** The runs page with such runs only. */
export const outcomeHref = ({ status, goal }: Outcome, filter: Record<string, string>): string =>
  `/runs?${new URLSearchParams({ ...filter, status, goal })}`;
