import type { LocalPlan } from "../plan/local-plan.ts";

const SHARE = 0.95;

/** Limits of single runs alone are a threshold too: that 95 % of the runs keep them. */
export function withAttainment(plan: LocalPlan): LocalPlan {
  const { gates, slo } = plan;
  if (gates.thresholds.length > 0 || slo.length === 0) return plan;
  const attainment = { text: `attainment >= ${SHARE}`, good: { kind: "slo" }, share: SHARE } as const;
  return { ...plan, gates: { ...gates, thresholds: [attainment] } };
}
