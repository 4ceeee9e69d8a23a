import type { BatchPlan, JsonValue } from "@tfbench/contracts";
import { adapterOf } from "./adapter-of.ts";

export type DescribedRequest = { method: string; url: string; headers: Record<string, string>; body: JsonValue };

/** How a key stands in its header. */
const KEY_FORMS = ["", "Bearer "];

/** What starts a run of the plan. The key's place takes the name of its variable, so that no secret is ever read. */
export function describeRequest(plan: BatchPlan): DescribedRequest {
  const { base_url, credential } = plan.target;
  const { method, path, headers, body } = adapterOf(plan.provider).prepare(plan, credential).start;
  const shown = Object.entries(headers).map(([name, value]) => [
    name,
    credential !== null && KEY_FORMS.some((form) => value === `${form}${credential}`) ? `${value}, hidden` : value,
  ]);
  return {
    method,
    url: new URL(base_url).origin + path,
    headers: Object.fromEntries(shown),
    body: body === null ? null : JSON.parse(Buffer.from(body).toString("utf8")),
  };
}
