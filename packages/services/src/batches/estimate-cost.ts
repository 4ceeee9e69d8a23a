import type { BatchPlan, JsonValue } from "@tfbench/contracts";
import { runsOf } from "./plan-extent.ts";

export type CostEstimate = {
  /** Null when the target's price is unknown. */
  usd: number | null;
  usd_per_step: number | null;
  /** Null for endpoints, which take no steps. */
  steps_per_run: number | null;
  /** Null where only their end will tell. */
  runs: number | null;
};

/** What TinyFish allows a run when the request does not say. */
const DEFAULT_MAX_STEPS = 150;

/** What a batch will probably cost: runs x price x steps, the steps as known from earlier runs or else the most allowed. */
export function estimateCost(
  plan: Pick<BatchPlan, "provider" | "request" | "load" | "run_count" | "is_open_ended" | "target">,
  medianSteps: number | null,
): CostEstimate {
  const runs = runsOf(plan);
  // Endpoints are paid by the token, and how long their answers will be nobody knows.
  if (plan.provider !== "tinyfish") return { usd: null, usd_per_step: null, steps_per_run: null, runs };
  const { usd_per_step } = plan.target.prices;
  const steps_per_run = medianSteps ?? maxStepsOf(plan.request["agent_config"]) ?? DEFAULT_MAX_STEPS;
  const usd =
    usd_per_step === null || runs === null ? null : Math.round(usd_per_step * steps_per_run * runs * 1e6) / 1e6;
  return { usd, usd_per_step, steps_per_run, runs };
}

function maxStepsOf(agentConfig: JsonValue | undefined): number | null {
  if (typeof agentConfig !== "object" || agentConfig === null || Array.isArray(agentConfig)) return null;
  const { max_steps } = agentConfig;
  return typeof max_steps === "number" ? max_steps : null;
}
