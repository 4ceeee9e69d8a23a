import { z } from "zod";

export const RunStatus = z.enum([
  "queued",
  "running",
  "completed",
  "agent_failed",
  "infra_error",
  "rate_limited",
  "timeout",
  "cancelled",
  "dropped",
  "out_of_credits",
  "budget_stopped",
  "aborted",
]);
export type RunStatus = z.infer<typeof RunStatus>;

export const isFinalRunStatus = (status: RunStatus): boolean => status !== "queued" && status !== "running";

export const BatchStatus = z.enum(["queued", "running", "finished", "failed", "cancelled"]);
export type BatchStatus = z.infer<typeof BatchStatus>;

const NEXT_BATCH_STATUS: Record<BatchStatus, readonly BatchStatus[]> = {
  queued: ["running", "cancelled"],
  running: ["finished", "failed", "cancelled"],
  finished: [],
  failed: [],
  cancelled: [],
};
export const canMoveBatch = (from: BatchStatus, to: BatchStatus): boolean => NEXT_BATCH_STATUS[from].includes(to);
export const isFinalBatchStatus = (status: BatchStatus): boolean => NEXT_BATCH_STATUS[status].length === 0;

/** Whether the goal was really met; COMPLETED alone proves nothing. */
export const Goal = z.enum(["passed", "partial", "failed", "blocked", "task_invalid", "not_evaluated"]);
export type Goal = z.infer<typeof Goal>;

/** Who is to blame for a run that did not succeed. */
export const Fault = z.enum(["us", "network", "provider", "site", "agent", "definition", "unknown"]);
export type Fault = z.infer<typeof Fault>;

/** Where the numbers come from; frozen at creation, never mixed in one figure. */
export const Origin = z.enum(["real", "simulated", "sample"]);
export type Origin = z.infer<typeof Origin>;

/** The part of a run in which something happened. */
export const Phase = z.enum([
  "connect",
  "send",
  "headers",
  "first_event",
  "stream",
  "idle",
  "total",
  "provider",
  "lookup",
]);
export type Phase = z.infer<typeof Phase>;

export const CancelledBy = z.enum(["user", "profile", "provider"]);
export type CancelledBy = z.infer<typeof CancelledBy>;
