import { openBlockingResponse } from "../blocking-response.ts";
import { CreateRunBody } from "../create-run-body.ts";
import { createRuns } from "../create-runs.ts";
import { openEventStream } from "../event-stream.ts";
import type { Exchange } from "../exchange.ts";
import { readJsonBody } from "../read-json-body.ts";
import type { Run } from "../run.ts";
import { sendJson } from "../send-json.ts";
import { waitMs } from "../wait-ms.ts";

/** POST /v1/automation/run, run-async and run-sse. */
export async function createRun(exchange: Exchange, endpoint: "run" | "run-async" | "run-sse"): Promise<void> {
  const { req, response, state } = exchange;
  const body = await readJsonBody(req, { schema: CreateRunBody, maxBytes: state.options.max_body_bytes });
  const creation = createRuns(exchange, { endpoint, bodies: [body] });
  if (creation.fault) {
    await waitMs(state.dueQueue, creation.delayMs);
    response.sendWhole(creation.fault.status, creation.fault.headers, creation.fault.body);
    return;
  }
  for (const run of creation.runs) await startRun(exchange, run, creation.delayMs);
}

async function startRun({ response, state }: Exchange, run: Run, delayMs: number): Promise<void> {
  response.setRunId(run.runId);
  const input = { run, response, dueQueue: state.dueQueue };
  if (run.endpoint === "run-sse") run.listener = openEventStream(input);
  if (run.endpoint === "run") run.listener = openBlockingResponse(input);
  state.scheduler.submit(run);
  if (run.endpoint !== "run-async") return;
  await waitMs(state.dueQueue, delayMs);
  // The SDKs tell success from failure by this explicit null.
  sendJson(response, 200, { run_id: run.runId, error: null });
}
