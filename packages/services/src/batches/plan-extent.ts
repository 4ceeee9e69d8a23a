import type { BatchPlan } from "@tfbench/contracts";

type Planned = Pick<BatchPlan, "load" | "run_count">;

/** How many runs a plan has. */
export function runsOf({ load, run_count }: Planned): number {
  if (load.kind === "closed" && load.runs !== undefined) return load.runs;
  if (run_count === undefined)
    throw new Error("A plan whose load does not say how many runs it makes says it beside it.");
  return run_count;
}

/** How many of them may be open at once. */
export const slotsOf = (plan: Planned): number =>
  plan.load.kind === "closed" ? plan.load.concurrency : Math.min(plan.load.max_in_flight ?? Infinity, runsOf(plan));
