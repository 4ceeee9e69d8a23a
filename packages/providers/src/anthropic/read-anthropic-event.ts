import type { StreamEvent } from "@tfbench/engine";
import { countAt, recordAt, textAt } from "../llm/json-fields.ts";
import { readLlmError } from "../llm/llm-error.ts";
import type { EventReading } from "../llm/llm-reader.ts";
import type { Piece } from "../llm/output-collector.ts";
import { isRecord, parseJson, type JsonRecord } from "../parse-json.ts";
import { readAnthropicUsage } from "./read-anthropic-usage.ts";

/** The deltas that bring text: their type, the field it stands in, and what it is. */
const DELTAS: Record<string, { field: string; kind: Piece["kind"] }> = {
  text_delta: { field: "text", kind: "answer" },
  thinking_delta: { field: "thinking", kind: "reasoning" },
  input_json_delta: { field: "partial_json", kind: "tool_call" },
};

/** An event of Anthropic's messages API. */
export function readAnthropicEvent({ name, data }: StreamEvent): EventReading {
  const value = parseJson(data)?.value;
  if (!isRecord(value)) {
    if (name === "ping") return { kind: name, is_heartbeat: true };
    return name === "error" ? { kind: name, error: readLlmError(data) } : { kind: "malformed" };
  }
  const kind = textAt(value["type"]) ?? name ?? "event";
  switch (kind) {
    case "ping":
      return { kind, is_heartbeat: true };
    case "message_start":
      return { kind, ...startOf(recordAt(value["message"])) };
    case "content_block_start":
      return { kind, is_delta: true, ...blockOf(value) };
    case "content_block_delta":
      return { kind, is_delta: true, ...deltaOf(value) };
    case "message_delta":
      return { kind, ...endOf(value) };
    case "message_stop":
      return { kind, is_terminal: true };
    case "error":
      return { kind, error: readLlmError(value["error"]) ?? readLlmError(value) };
    default:
      return { kind };
  }
}

function startOf(message: JsonRecord | null): Partial<EventReading> {
  const usage = readAnthropicUsage(message?.["usage"]);
  return {
    // What it says of output here is where the count begins, not where it ends.
    ...(usage ? { usage: { ...usage, output_tokens: null } } : {}),
    ...(message ? { notes: { id: message["id"] ?? null, model: message["model"] ?? null } } : {}),
  };
}

function blockOf(fields: JsonRecord): Partial<EventReading> {
  const block = recordAt(fields["content_block"]);
  const call = countAt(fields["index"]) ?? 0;
  const toolName = textAt(block?.["type"])?.endsWith("tool_use") ? textAt(block?.["name"]) : null;
  if (toolName !== null) return { pieces: [{ kind: "tool_call", text: "", call, name: toolName }] };
  const thinking = textAt(block?.["thinking"]);
  if (thinking !== null) return { pieces: [{ kind: "reasoning", text: thinking }] };
  const text = block?.["type"] === "text" ? textAt(block["text"]) : null;
  return text === null ? {} : { pieces: [{ kind: "answer", text }] };
}

function deltaOf(fields: JsonRecord): Partial<EventReading> {
  const delta = recordAt(fields["delta"]);
  const known = DELTAS[textAt(delta?.["type"]) ?? ""];
  const text = known ? textAt(delta?.[known.field]) : null;
  if (!known || text === null) return {};
  const call = countAt(fields["index"]) ?? 0;
  return { pieces: [{ kind: known.kind, text, call }], text_path: ["delta", known.field] };
}

function endOf(fields: JsonRecord): Partial<EventReading> {
  const usage = readAnthropicUsage(fields["usage"]);
  const known = usage && Object.fromEntries(Object.entries(usage).filter(([, count]) => count !== null));
  return { finish_reason: textAt(recordAt(fields["delta"])?.["stop_reason"]), ...(known ? { usage: known } : {}) };
}
