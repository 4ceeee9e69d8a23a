import type { LocalPlan } from "../plan/local-plan.ts";

const SHARE = 0.1;

/**
 * The plan with a warm-up where it has none. Every load begins at a target that stands still, and its first runs see less
 * of the level than the others: in a search that would speak for levels that do not hold. Closed: as many runs as are
 * open at once. Open: a tenth.
 */
export function withWarmUp(plan: LocalPlan): LocalPlan {
  const { load, warmUpRuns, warmUpMs } = plan;
  if (warmUpRuns > 0 || warmUpMs > 0) return plan;
  if (load.kind === "closed") return addRuns(plan, load.concurrency);
  if ("runs" in load && load.runs !== undefined) return addRuns(plan, Math.ceil(load.runs * SHARE));
  return "duration_ms" in load ? { ...plan, warmUpMs: (load.duration_ms ?? 0) * SHARE } : plan;
}

/** On top of the asked number. */
function addRuns(plan: LocalPlan, warmUpRuns: number): LocalPlan {
  const { load } = plan;
  if (!("runs" in load) || load.runs === undefined) return { ...plan, warmUpRuns };
  return { ...plan, warmUpRuns, load: { ...load, runs: load.runs + warmUpRuns } };
}
