import type { BatchPlan } from "@tfbench/contracts";
import { prepareRequest } from "../panels/prepare-request.ts";

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The request as it was sent, for a shell. The key is named, never written. */
export function curlCommand(plan: BatchPlan, request: Record<string, unknown>): string {
  const { url, body } = prepareRequest(plan, request);
  const { credential } = plan.target;
  return [
    `curl -N ${quote(url)}`,
    "-H 'content-type: application/json'",
    // env:NAME holds the name of the variable; double quotes let the shell fill it.
    ...(credential === null ? [] : [`-H "X-API-Key: $${credential.replace(/^env:/, "")}"`]),
    `-d ${quote(JSON.stringify(body))}`,
  ].join(" \\\n  ");
}
