import { searchThresholds } from "@tfbench/stats";
import type { LocalPlan } from "../plan/local-plan.ts";

/** Limits of single runs alone are a threshold too. */
export function withAttainment(plan: LocalPlan): LocalPlan {
  const { gates, slo } = plan;
  const thresholds = searchThresholds({ limits: [...slo], thresholds: [...gates.thresholds] });
  return { ...plan, gates: { ...gates, thresholds: [...thresholds] } };
}
