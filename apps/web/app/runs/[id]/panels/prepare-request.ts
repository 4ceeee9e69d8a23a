import { HIDDEN, hideSecrets } from "@tfbench/contracts";
import type { BatchPlan, Run } from "@tfbench/contracts";

export type RequestHeader = { name: string; value: string };
export type SentRequest = { method: "POST"; url: string; headers: RequestHeader[]; body: Run["request"] };

const PATH = { sse: "/v1/automation/run-sse", async: "/v1/automation/run-async" } as const;

/** The request as it was sent, as far as it may be shown: credentials by the name of their variable only. */
export function prepareRequest(
  { target, settings }: Pick<BatchPlan, "target" | "settings">,
  request: Run["request"],
): SentRequest {
  return {
    method: "POST",
    url: target.base_url.replace(/\/+$/, "") + PATH[settings.transport],
    headers: [
      { name: "content-type", value: "application/json" },
      ...(target.credential === null ? [] : [{ name: "X-API-Key", value: `${target.credential}, ${HIDDEN}` }]),
    ],
    body: hideSecrets(request),
  };
}
