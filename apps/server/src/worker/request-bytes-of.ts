import type { BatchPlan, JsonObject } from "@tfbench/contracts";
import { encodeRequest } from "@tfbench/engine";
import { adapterOf } from "@tfbench/providers";

/** Puts a body of the plan's provider into a whole HTTP request. */
export function requestBytesOf(plan: BatchPlan, credential: string | null): (request: JsonObject) => Uint8Array {
  const { host } = new URL(plan.target.base_url);
  const adapter = adapterOf(plan.provider);
  return (request) => encodeRequest(adapter.prepare({ ...plan, request }, credential).start, host);
}
