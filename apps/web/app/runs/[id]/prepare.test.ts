import type { Run } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { makeRun } from "#fixtures/make-run.ts";
import { prepareHeadline, wasNeverSent } from "./prepare.ts";

test.each<[Partial<Run>, string]>([
  [{}, "Completed after 1,230 ms; the goal was met."],
  [
    { goal: "failed", goal_reason: "`price` is null." },
    "Completed after 1,230 ms; the goal was missed: `price` is null.",
  ],
  [{ goal: "not_evaluated" }, "Completed after 1,230 ms; no check could judge the goal."],
  [
    { status: "agent_failed", goal: "blocked", error: "The site blocked the agent (SITE_BLOCKED).", goal_reason: null },
    "The agent failed after 1,230 ms: The site blocked the agent (SITE_BLOCKED).",
  ],
  [
    {
      status: "agent_failed",
      goal: "failed",
      reason_code: "task_failed",
      error: 'TASK_FAILED, "It stopped". See the events.',
      goal_reason: "The provider reports task_failed.",
    },
    'The agent failed after 1,230 ms: TASK_FAILED, "It stopped". See the events.',
  ],
  [
    { status: "agent_failed", goal: "failed", error: "It stopped. See the events.", goal_reason: "`price` is null." },
    "The agent failed after 1,230 ms: It stopped. See the events. The goal was missed: `price` is null.",
  ],
  [
    { status: "timeout", phase: "first_event", goal: "not_evaluated", total_duration_ms: null, error: null },
    "Ran out of time in the first event phase.",
  ],
  [
    {
      status: "infra_error",
      phase: "stream",
      goal: "not_evaluated",
      total_duration_ms: 900,
      error: "The stream ended without its terminal event.",
    },
    "The infrastructure failed in the stream phase after 900 ms: The stream ended without its terminal event.",
  ],
  [
    { status: "cancelled", cancelled_by: "user", goal: "not_evaluated", total_duration_ms: null, error: null },
    "Cancelled by a user.",
  ],
  [
    { status: "dropped", goal: "not_evaluated", total_duration_ms: null, error: "Dropped: no slot was free." },
    "Not started: no slot was free.",
  ],
  [{ status: "running", total_duration_ms: null, goal: "not_evaluated" }, "Running."],
  [{ provider: "openai", goal: "not_evaluated", ttft_ms: null, output_tokens: null }, "Completed after 1,230 ms."],
  [
    { provider: "openai", goal: "not_evaluated", output_tokens: 1_024, output_tokens_per_second: 77.34 },
    "Completed after 1,230 ms; first token after 310 ms, 1,024 tokens, 77.3 tokens/s.",
  ],
  [
    { provider: "openai", goal: "not_evaluated", ttft_ms: null, output_tokens: null, load_part: "warm_up" },
    "Completed after 1,230 ms. It belongs to the warm-up of its load, and is in no figure.",
  ],
  [{ status: "running", total_duration_ms: null, goal: "not_evaluated", cancel_requested: true }, "Cancelling."],
])("a run with %o is told as: %s", (changes, sentence) => {
  expect(prepareHeadline(makeRun(changes))).toBe(sentence);
});

test.each<[Run["status"], string | null, boolean]>([
  ["dropped", null, true],
  ["cancelled", null, true],
  ["cancelled", "2026-11-20T10:00:00.400Z", false],
  ["queued", null, false],
])("a run that is %s and started at %s was never sent: %s", (status, started_at, isSo) => {
  expect(wasNeverSent({ status, started_at })).toBe(isSo);
});
