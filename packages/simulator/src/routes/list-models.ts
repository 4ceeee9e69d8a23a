import type { Exchange } from "../exchange.ts";
import { sendJson } from "../send-json.ts";

/** GET /v1/models. Requests may name any model; this one is what the server says it has. */
export function listModels({ state, response }: Exchange): void {
  const model = { id: state.llm.options.model, object: "model", created: 1_735_689_600, owned_by: "simulator" };
  sendJson(response, 200, { object: "list", data: [{ ...model, max_model_len: 131_072 }] });
}
