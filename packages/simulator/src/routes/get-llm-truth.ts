import type { Exchange } from "../exchange.ts";

/** GET /simulate/truth: one JSON object a line for each LLM request whose number is above `after`. */
export function getLlmTruth({ state, query, response }: Exchange): void {
  const after = Number(query.get("after") ?? 0);
  const lines = state.llm.truth
    .records()
    .filter((record) => record.request > after)
    .map((record) => `${JSON.stringify(record)}\n`);
  response.sendWhole(200, { "content-type": "application/x-ndjson" }, Buffer.from(lines.join("")));
}
