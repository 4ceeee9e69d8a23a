import { ApiError, runNotFound } from "../api-error.ts";
import { cancelRun as cancel } from "../cancel-run.ts";
import type { Exchange } from "../exchange.ts";
import { monotonicNowMs } from "../monotonic-now-ms.ts";
import { meetRequestFault } from "../request-fault.ts";
import { isTerminal } from "../run.ts";
import { sendJson } from "../send-json.ts";

/** POST /v1/runs/{id}/cancel. */
export async function cancelRun({ state, account, runId, request, response }: Exchange): Promise<void> {
  const run = state.store.get(account, runId);
  if (!run) throw runNotFound(runId);
  state.truth.add({ record: "cancel_received", request, run_id: runId, status: run.status, at_ms: monotonicNowMs() });
  await meetRequestFault(state.dueQueue, run.plan.cancel, run.cancels++);
  if (run.endpoint === "run" && !isTerminal(run) && state.options.cancel_sync_run === "forbidden") {
    throw new ApiError({ status: 403, code: "FORBIDDEN", message: "A blocking run cannot be cancelled." });
  }
  sendJson(response, 200, cancel(state, run));
}
