import type { CancelledBy, Goal, RunStatus } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { isAttempted, isSuccess } from "./run-populations.ts";

type Row = { status: RunStatus; goal?: Goal; by?: CancelledBy; attempted: boolean; success: boolean };

test.each<Row>([
  { status: "completed", goal: "passed", attempted: true, success: true },
  { status: "completed", goal: "not_evaluated", attempted: true, success: true },
  { status: "completed", goal: "partial", attempted: true, success: false },
  { status: "completed", goal: "failed", attempted: true, success: false },
  { status: "completed", goal: "blocked", attempted: true, success: false },
  { status: "agent_failed", goal: "failed", attempted: true, success: false },
  { status: "infra_error", attempted: true, success: false },
  { status: "rate_limited", attempted: true, success: false },
  { status: "timeout", attempted: true, success: false },
  { status: "dropped", attempted: true, success: false },
  { status: "cancelled", by: "provider", attempted: true, success: false },
  { status: "cancelled", by: "user", attempted: false, success: false },
  { status: "cancelled", by: "profile", attempted: false, success: false },
  { status: "cancelled", attempted: false, success: false },
  { status: "budget_stopped", attempted: false, success: false },
  { status: "out_of_credits", attempted: false, success: false },
  { status: "aborted", attempted: false, success: false },
  { status: "queued", attempted: false, success: false },
  { status: "running", attempted: false, success: false },
])(
  "$status, goal $goal, by $by: attempted $attempted, success $success",
  ({ status, goal, by, attempted, success }) => {
    const run = { status, goal: goal ?? "not_evaluated", cancelled_by: by ?? null };

    expect(isAttempted(run)).toBe(attempted);
    expect(isSuccess(run)).toBe(success);
  },
);
