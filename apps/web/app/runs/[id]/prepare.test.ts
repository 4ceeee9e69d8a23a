import type { Run } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { makeRun } from "#fixtures/make-run.ts";
import { prepareHeadline, prepareStats } from "./prepare.ts";

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
  [{ status: "running", total_duration_ms: null, goal: "not_evaluated" }, "Running."],
  [{ status: "running", total_duration_ms: null, goal: "not_evaluated", cancel_requested: true }, "Cancelling."],
])("a run with %o is told as: %s", (changes, sentence) => {
  expect(prepareHeadline(makeRun(changes))).toBe(sentence);
});

const statOf = (run: Run, title: string) => prepareStats(run).find((stat) => stat.title === title);

test("an unknown cost is not free, and an unmeasured time is a dash", () => {
  const run = makeRun({ cost_usd: null, total_duration_ms: null, inter_token_stats: null });

  expect(statOf(run, "Cost")?.value).toBe("not known");
  expect(statOf(run, "Total time")?.value).toBe("-");
  expect(statOf(run, "Gaps between actions")?.value).toBe("-");
});

test("gaps show percentiles, count and stalls with their threshold", () => {
  expect(statOf(makeRun(), "Gaps, p50 / p95 / max")).toMatchObject({
    value: "190 ms / 300 ms / 312 ms",
    note: "4 gaps, no stall over 30.0 s",
  });
});

test("the wait for a slot and the connection stand beside the times they explain", () => {
  const run = makeRun({ slot_wait_ms: 4_200, connection: "reused" });

  expect(statOf(run, "Total time")?.note).toBe("after 4,200 ms waiting for a slot");
  expect(statOf(run, "Time to first action")?.note).toBe("reused connection");
});
