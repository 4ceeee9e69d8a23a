import { invalidInput, runNotFound } from "../api-error.ts";
import type { Exchange } from "../exchange.ts";
import { meetRequestFault } from "../request-fault.ts";
import { runDetail } from "../run-answer.ts";
import { sendJson } from "../send-json.ts";

/** GET /v1/runs/{id}. */
export async function getRun({ state, account, runId, query, response }: Exchange): Promise<void> {
  const run = state.store.get(account, runId);
  if (!run) throw runNotFound(runId);
  const screenshots = query.get("screenshots") ?? "none";
  if (screenshots !== "none" && screenshots !== "base64") {
    const message = "screenshots must be base64 or none";
    throw invalidInput(message, [{ path: ["screenshots"], message }]);
  }
  await meetRequestFault(state.dueQueue, run.plan.lookup, run.lookups++);
  sendJson(response, 200, runDetail(run, screenshots === "base64"));
}
