import type { Problem } from "@tfbench/contracts";

type Refused = { status: number; code: Problem["code"]; message: string; hint: string };

/** A problem document from the dashboard's own server, in the shape of the API's. */
export function problemResponse({ status, code, message, hint }: Refused): Response {
  const problem: Problem = {
    type: "about:blank",
    title: message,
    status,
    code,
    message,
    hint,
    fields: [],
    details: null,
    request_id: crypto.randomUUID(),
  };
  return Response.json(problem, {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
  });
}
