import type { CreateRunBody } from "./create-run-body.ts";
import type { RunPlan } from "./run-plan.ts";
import type { RunEnding, TimelineEntry } from "./timeline.ts";

export type RunStatus = "PENDING" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED";
export type CreationEndpoint = "run" | "run-async" | "run-sse" | "run-batch";

const NEXT: Record<RunStatus, readonly RunStatus[]> = {
  PENDING: ["RUNNING", "CANCELLED"],
  RUNNING: ["COMPLETED", "FAILED", "CANCELLED"],
  COMPLETED: [],
  FAILED: [],
  CANCELLED: [],
};

/**
 * Told of every entry after the run's own state has changed. Entries of one call belong in one write; they were due
 * at `startMs` (monotonic) plus their offsets.
 */
export interface RunListener {
  update(entries: readonly TimelineEntry[], startMs: number): void;
}

export interface Run {
  readonly runId: string;
  /** The API key that made it. */
  readonly account: string;
  readonly endpoint: CreationEndpoint;
  readonly request: CreateRunBody;
  readonly plan: RunPlan;
  readonly creationIndex: number;
  readonly createdAtMs: number;
  readonly streamingUrl: string;
  status: RunStatus;
  startedAtMs: number | null;
  finishedAtMs: number | null;
  isLiveViewOpen: boolean;
  /** Wall clock of each step taken. */
  stepTimesMs: number[];
  ending: RunEnding | null;
  listener: RunListener | null;
  /** How many lookups and cancels came so far. */
  lookups: number;
  cancels: number;
}

export function isTerminal(run: Run): boolean {
  return NEXT[run.status].length === 0;
}

export function moveTo(run: Run, status: RunStatus): void {
  if (!NEXT[run.status].includes(status)) throw new Error(`A run cannot go from ${run.status} to ${status}.`);
  run.status = status;
}

/** What is billed: the steps taken, or the number the script gives. */
export function stepCount(run: Run): number {
  return run.plan.num_of_steps ?? run.stepTimesMs.length;
}
