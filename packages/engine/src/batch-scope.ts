import type { BatchPlan } from "@tfbench/contracts";
import type { Clock } from "./clock.ts";
import type { ConnectionPool } from "./connection-pool.ts";
import type { Outbox } from "./outbox.ts";
import type { ResultScope } from "./compose-result.ts";

/** What all runs of one executing batch share. */
export type BatchScope = ResultScope & {
  plan: BatchPlan;
  pool: ConnectionPool;
  clock: Clock;
  outbox: Outbox;
  /** The wall clock's word for the moment of `originMs`. */
  wallAnchorMs: number;
  /** No work after a run goes on beyond this moment of the clock; it moves closer when the worker must stop. */
  settleUntilMs: number;
};

/** Why the runs in flight were stopped by us. */
export type StopReason =
  | { by: "user" } // status cancelled
  | { by: "us"; reason_code: "worker_stopped" | "buffer_full"; error: string }; // status aborted
