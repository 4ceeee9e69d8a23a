import { runNotFound } from "../api-error.ts";
import type { Exchange } from "../exchange.ts";

/** GET /view/{id}: where a streaming_url leads. It needs no key, as a link opened in a browser has none. */
export function getLiveView({ state, runId, response }: Exchange): void {
  const accounts = [state.options.api_key, ...state.options.more_api_keys];
  const run = accounts.map((account) => state.store.get(account, runId)).find((found) => found !== undefined);
  if (!run) throw runNotFound(runId);
  const text = `Simulated run ${run.runId}: ${run.status}, ${run.stepTimesMs.length} steps taken.`;
  const page = `<!doctype html><html lang="en"><title>Simulated live view</title><p>${text}</p></html>`;
  response.sendWhole(200, { "content-type": "text/html; charset=utf-8" }, Buffer.from(page));
}
