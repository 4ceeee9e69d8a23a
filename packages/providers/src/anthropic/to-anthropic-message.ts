import type { JsonObject, JsonValue } from "@tfbench/contracts";
import { imageUrlOf } from "../llm/image-part.ts";
import { contentText } from "../llm/message-text.ts";
import { toolCallsOf } from "../llm/tool-calls.ts";
import { parseRecord } from "../parse-json.ts";
import type { ChatMessage } from "@tfbench/engine";

const DATA_URL = /^data:([^;,]+);base64,/;

/** A message in Anthropic's form; parts that have it already stay as they are. */
export function toAnthropicMessage(message: ChatMessage): JsonObject {
  const { role, content } = message;
  if (role === "tool") {
    const result = { type: "tool_result", tool_use_id: message["tool_call_id"] ?? null, content: contentText(content) };
    return { role: "user", content: [result] };
  }
  const calls = toolCallsOf(message).map(({ id, name, input }): JsonObject => ({
    type: "tool_use",
    id,
    name,
    input: parseRecord(input) ?? {},
  }));
  if (calls.length > 0) return { role, content: [...partsOf(content), ...calls] };
  return { role, content: Array.isArray(content) ? content.map(partOf) : (content ?? "") };
}

function partsOf(content: JsonValue | undefined): JsonValue[] {
  if (Array.isArray(content)) return content.map(partOf);
  return typeof content === "string" && content !== "" ? [{ type: "text", text: content }] : [];
}

function partOf(part: JsonValue): JsonValue {
  const url = imageUrlOf(part);
  if (url === null) return part;
  const [head, mediaType] = DATA_URL.exec(url) ?? [];
  if (head === undefined || mediaType === undefined) return { type: "image", source: { type: "url", url } };
  return { type: "image", source: { type: "base64", media_type: mediaType, data: url.slice(head.length) } };
}
