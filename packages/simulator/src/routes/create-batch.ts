import { z } from "zod";
import { CreateRunBody } from "../create-run-body.ts";
import { createRuns } from "../create-runs.ts";
import type { Exchange } from "../exchange.ts";
import { readJsonBody } from "../read-json-body.ts";
import { sendJson } from "../send-json.ts";
import { waitMs } from "../wait-ms.ts";

const CreateBatchBody = z.object({
  runs: z.array(CreateRunBody).min(1).max(100),
  /** For the runs that bring none of their own. */
  output_schema: CreateRunBody.shape.output_schema,
});

/** POST /v1/automation/run-batch. */
export async function createBatch(exchange: Exchange): Promise<void> {
  const { req, response, state } = exchange;
  const body = await readJsonBody(req, { schema: CreateBatchBody, maxBytes: state.options.max_body_bytes });
  const outputSchema = body.output_schema === undefined ? {} : { output_schema: body.output_schema };
  const bodies = body.runs.map((run) => ({ ...outputSchema, ...run }));
  const creation = createRuns(exchange, { endpoint: "run-batch", bodies });
  await waitMs(state.dueQueue, creation.delayMs);
  if (creation.fault) {
    response.sendWhole(creation.fault.status, creation.fault.headers, creation.fault.body);
    return;
  }
  for (const run of creation.runs) state.scheduler.submit(run);
  sendJson(response, 200, { run_ids: creation.runs.map((run) => run.runId), error: null });
}
