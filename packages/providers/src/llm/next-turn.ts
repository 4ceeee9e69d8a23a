import type { JsonObject, JsonValue, Provider } from "@tfbench/contracts";
import { isRecord } from "../parse-json.ts";

/**
 * The request of a chat's next turn: the history, the answer the server really gave, and what the user says then. The
 * answer is a run's `response_json`. An answer of reasoning alone leaves nothing to put into the history.
 */
export function nextTurn(
  provider: Provider,
  request: JsonObject,
  turn: { answer: JsonValue; says: string },
): JsonObject {
  const name = provider === "openai" && request["messages"] === undefined ? "input" : "messages";
  const before = request[name];
  const history: JsonValue[] = Array.isArray(before) ? before : [{ role: "user", content: before ?? "" }];
  const content = isRecord(turn.answer) ? turn.answer["content"] : null;
  const answered = typeof content === "string" && content !== "" ? [{ role: "assistant", content }] : [];
  return { ...request, [name]: [...history, ...answered, { role: "user", content: turn.says }] };
}
