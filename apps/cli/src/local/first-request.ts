import type { JsonValue } from "@tfbench/contracts";
import { adapterOf } from "@tfbench/providers";
import type { LocalPlan } from "../plan/local-plan.ts";
import { toBatchPlan } from "./to-batch-plan.ts";
import { wireBodyOf } from "./wire-body.ts";

/** Nothing is sent there: it only stands where the simulator's address will be. */
const SOMEWHERE = "http://127.0.0.1/v1";

/** The first run's request. Throws an AppError where the plan makes none, so that nothing has to begin before that is known. */
export function firstRequestOf(plan: LocalPlan): Record<string, JsonValue> {
  const request = wireBodyOf(plan, 0);
  const url = plan.url === "simulator" ? SOMEWHERE : plan.url;
  adapterOf(plan.provider).prepare(toBatchPlan(plan, url, request), null);
  return request;
}
