import type { BatchPlan } from "@tfbench/contracts";
import { adapterOf } from "./adapter-of.ts";

export type DescribedRequest = { method: string; url: string; headers: Record<string, string> };

/** What starts a run of the plan. The key's place takes the name of its variable, so that no secret is ever read. */
export function describeRequest(plan: BatchPlan): DescribedRequest {
  const { base_url, credential } = plan.target;
  const { method, path, headers } = adapterOf(plan.provider).prepare(plan, credential).start;
  const shown = Object.entries(headers).map(([name, value]) => [
    name,
    value === credential ? `${credential}, hidden` : value,
  ]);
  return { method, url: new URL(base_url).origin + path, headers: Object.fromEntries(shown) };
}
