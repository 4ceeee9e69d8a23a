import type { BatchPlan, Run } from "@tfbench/contracts";
import { prepareRequest } from "../panels/prepare-request.ts";

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** A secret of the body is the variable of the shell that holds it, outside of the single quotes. */
const REFERENCE = /"(username|password)":"env:([A-Za-z_][A-Za-z0-9_]*)"/g;

/** The request as it was sent, for a shell. The key is named, never written. */
export function curlCommand(plan: BatchPlan, request: Run["request"]): string {
  const { url, body } = prepareRequest(plan, request);
  const { credential } = plan.target;
  return [
    `curl -N ${quote(url)}`,
    "-H 'content-type: application/json'",
    // env:NAME holds the name of the variable; double quotes let the shell fill it.
    ...(credential === null ? [] : [`-H "X-API-Key: $${credential.replace(/^env:/, "")}"`]),
    `-d ${quote(JSON.stringify(body)).replace(REFERENCE, `"$1":"'"$$$2"'"`)}`,
  ].join(" \\\n  ");
}
