import { requestFormOf } from "@tfbench/providers";
import type { LocalPlan } from "../plan/local-plan.ts";

/** Where the simulator speaks a provider's API. A request that has a path of its own begins at its root. */
export function simulatorEndpoint(url: string, { provider, api, request }: LocalPlan): string {
  const path = requestFormOf(provider)?.pathOf(api) ?? "";
  return provider === "http_sse" && request["path"] !== undefined ? url : `${url}${path}`;
}
