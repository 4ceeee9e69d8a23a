import type { JsonObject, JsonValue } from "@tfbench/contracts";
import { imageUrlOf } from "../llm/image-part.ts";
import { recordAt } from "../llm/json-fields.ts";
import { contentText } from "../llm/message-text.ts";
import { toolCallsOf } from "../llm/tool-calls.ts";
import type { ChatMessage } from "@tfbench/engine";

/** What a message is in the input of a response: there, calls of tools and their results are items of their own. */
export function toResponseInput(message: ChatMessage): JsonObject[] {
  const { role, content } = message;
  if (role === "tool")
    return [{ type: "function_call_output", call_id: message["tool_call_id"] ?? null, output: contentText(content) }];
  const calls = toolCallsOf(message).map(({ id, name, input }) => ({
    type: "function_call",
    call_id: id,
    name,
    arguments: input,
  }));
  const isSilent = content === undefined || content === null || content === "";
  return [...(isSilent ? [] : [{ role, content: contentOf(role, content) }]), ...calls];
}

const contentOf = (role: string, content: JsonValue): JsonValue =>
  Array.isArray(content) ? content.map((part) => partOf(role, part)) : content;

function partOf(role: string, part: JsonValue): JsonValue {
  const url = imageUrlOf(part);
  if (url !== null) return { type: "input_image", image_url: url };
  const fields = recordAt(part);
  if (fields?.["type"] !== "text") return part;
  return { ...fields, type: role === "assistant" ? "output_text" : "input_text" };
}
