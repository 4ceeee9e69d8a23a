import { searchWarmUp } from "@tfbench/stats";
import type { LocalPlan } from "../plan/local-plan.ts";

/** The plan with a warm-up where it has none. */
export function withWarmUp(plan: LocalPlan): LocalPlan {
  if (plan.warmUpRuns > 0 || plan.warmUpMs > 0) return plan;
  const { load, runs, ms } = searchWarmUp(plan.load);
  return { ...plan, load, warmUpRuns: runs, warmUpMs: ms };
}
