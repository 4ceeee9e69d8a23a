import { z } from "zod";
import { cancelRun } from "../cancel-run.ts";
import type { Exchange } from "../exchange.ts";
import { monotonicNowMs } from "../monotonic-now-ms.ts";
import { readJsonBody } from "../read-json-body.ts";
import { runDetail } from "../run-answer.ts";
import type { Run } from "../run.ts";
import { sendJson } from "../send-json.ts";

const RunIdsBody = z.strictObject({ run_ids: z.array(z.string().min(1).max(200)).min(1).max(100) });

/** POST /v1/runs/batch. */
export async function getRuns(exchange: Exchange): Promise<void> {
  const { found, notFound } = await findRuns(exchange);
  sendJson(exchange.response, 200, { data: found.map((run) => runDetail(run, false)), not_found: notFound });
}

/** POST /v1/runs/batch/cancel. */
export async function cancelRuns(exchange: Exchange): Promise<void> {
  const { state, request } = exchange;
  const { found, notFound } = await findRuns(exchange);
  const results = found.map((run) => {
    state.truth.add({
      record: "cancel_received",
      request,
      run_id: run.runId,
      status: run.status,
      at_ms: monotonicNowMs(),
    });
    return cancelRun(state, run);
  });
  sendJson(exchange.response, 200, { results, not_found: notFound });
}

async function findRuns({ req, state, account }: Exchange): Promise<{ found: Run[]; notFound: string[] | null }> {
  const body = await readJsonBody(req, { schema: RunIdsBody, maxBytes: state.options.max_body_bytes });
  const ids = [...new Set(body.run_ids)];
  const found = ids.flatMap((id) => state.store.get(account, id) ?? []);
  const notFound = ids.filter((id) => !state.store.get(account, id));
  return { found, notFound: notFound.length > 0 ? notFound : null };
}
