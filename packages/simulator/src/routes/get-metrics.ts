import type { Exchange } from "../exchange.ts";

/** GET /metrics: what vLLM would say of the LLM requests, as Prometheus text. */
export function getMetrics({ state, response }: Exchange): void {
  const headers = { "content-type": "text/plain; version=0.0.4; charset=utf-8" };
  response.sendWhole(200, headers, Buffer.from(state.llm.metrics.text()));
}
