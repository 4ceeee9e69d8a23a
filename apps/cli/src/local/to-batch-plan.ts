import { RunSettings } from "@tfbench/contracts";
import type { BatchPlan, JsonValue } from "@tfbench/contracts";
import type { LocalPlan } from "../plan/local-plan.ts";

/** Stands for every id: outside a database nothing has one. */
const NO_ID = 1;

/** A local plan in the form that providers prepare requests from. `request` is the body of one run. */
export function toBatchPlan(plan: LocalPlan, url: string, request: Record<string, JsonValue>): BatchPlan {
  const named = { id: NO_ID, name: plan.name };
  return {
    provider: plan.provider,
    origin: plan.url === "simulator" ? "simulated" : "real",
    scenario: named,
    automation: named,
    target: {
      ...named,
      base_url: url,
      credential: null,
      limits: { max_in_flight: null },
      prices: NO_PRICES,
    },
    request,
    inputs: {},
    timeouts: plan.timeouts,
    settings: RunSettings.parse({}),
    load: CLOSED_BY_ONE,
  };
}

const NO_PRICES: BatchPlan["target"]["prices"] = {
  usd_per_step: null,
  bills: "all",
  version: 1,
  effective_at: new Date(0).toISOString(),
};
/** The engine is given the real load; a plan's own is for the server's batches. */
const CLOSED_BY_ONE: BatchPlan["load"] = { kind: "closed", runs: 1, concurrency: 1, start_spread_ms: 0 };
