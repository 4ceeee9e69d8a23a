import type { BatchPlan, RunResult } from "@tfbench/contracts";

/** What the meaning thread of a load is given. */
export type LoadGiven = {
  /** Without secrets: what came back is read without them. */
  plan: BatchPlan;
  /** Of chats, whose later turns are built where answers are understood; else null. */
  credential: string | null;
  /** The batch's origin on the wall clock, for a load that goes on where a worker died; null: it is the load's own. */
  batch_origin_ms: number | null;
};

/** What it tells, in order per run. `index` is the place in the load's order; offsets are from the batch's origin. */
export type LoadRecord =
  | { kind: "started"; index: number; due_offset_ms: number; started_offset_ms: number }
  | { kind: "finished"; index: number; result: RunResult };
