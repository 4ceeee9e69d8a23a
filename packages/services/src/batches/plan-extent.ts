import { MOST_RUNS_OF_BATCH } from "@tfbench/contracts";
import type { BatchPlan } from "@tfbench/contracts";

type Planned = Pick<BatchPlan, "load" | "run_count" | "is_open_ended">;

/** How many runs a plan has; null where only their end will tell. */
export function runsOf({ load, run_count, is_open_ended }: Planned): number | null {
  if (is_open_ended === true) return null;
  if (load.kind === "closed" && load.runs !== undefined) return load.runs;
  if (run_count === undefined)
    throw new Error("A plan whose load does not say how many runs it makes says it beside it.");
  return run_count;
}

/** How many runs a batch is written with. One that always starts is there from the first. */
export const firstRunsOf = (plan: Planned): number => runsOf(plan) ?? 1;

/** How many of its runs may be open at once. */
export const slotsOf = (plan: Planned): number =>
  plan.load.kind === "closed"
    ? plan.load.concurrency
    : Math.min(plan.load.max_in_flight ?? Infinity, runsOf(plan) ?? MOST_RUNS_OF_BATCH);
