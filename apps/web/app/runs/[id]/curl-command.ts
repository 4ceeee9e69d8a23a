import type { BatchPlan } from "@tfbench/contracts";

const PATH = { sse: "/v1/automation/run-sse", async: "/v1/automation/run-async" } as const;

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The request as it was sent, for a shell. The key is named, never written. */
export function curlCommand(plan: BatchPlan, request: Record<string, unknown>): string {
  const { base_url: baseUrl, credential } = plan.target;
  const url = baseUrl.replace(/\/+$/, "") + PATH[plan.settings.transport];
  return [
    `curl -N ${quote(url)}`,
    "-H 'content-type: application/json'",
    // env:NAME holds the name of the variable; double quotes let the shell fill it.
    ...(credential === null ? [] : [`-H "X-API-Key: $${credential.replace(/^env:/, "")}"`]),
    `-d ${quote(JSON.stringify(request))}`,
  ].join(" \\\n  ");
}
