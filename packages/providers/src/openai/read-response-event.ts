import { countAt, recordAt, textAt } from "../llm/json-fields.ts";
import { readLlmError } from "../llm/llm-error.ts";
import type { EventReading } from "../llm/llm-reader.ts";
import type { Piece } from "../llm/output-collector.ts";
import type { JsonRecord } from "../parse-json.ts";
import { readUsage } from "./read-usage.ts";

type TextKind = Piece["kind"];

/** Deltas of the responses API; each has its text in `delta`. */
const DELTAS: Record<string, TextKind> = {
  "response.output_text.delta": "answer",
  "response.refusal.delta": "answer",
  "response.reasoning_text.delta": "reasoning",
  "response.reasoning_summary_text.delta": "reasoning",
  "response.function_call_arguments.delta": "tool_call",
  "response.mcp_call_arguments.delta": "tool_call",
  "response.custom_tool_call_input.delta": "tool_call",
};
/** Its number, and padding that hides how long a delta is. */
const UNREAD_KEYS = ["sequence_number", "obfuscation"];
const LAST_WORDS = ["response.completed", "response.incomplete", "response.failed", "response.cancelled"];

export const isResponseEvent = (fields: JsonRecord): boolean =>
  /^(response\.|error$)/.test(textAt(fields["type"]) ?? "");

/** An event of OpenAI's responses API, which ends without [DONE]. */
export function readResponseEvent(fields: JsonRecord): EventReading {
  const kind = textAt(fields["type"]) ?? "event";
  const deltaKind = DELTAS[kind];
  if (deltaKind !== undefined) {
    const text = textAt(fields["delta"]);
    const call = countAt(fields["output_index"]) ?? 0;
    const pieces: Piece[] = text === null ? [] : [{ kind: deltaKind, text, call }];
    return { kind, is_delta: true, pieces, text_path: ["delta"], unread_keys: UNREAD_KEYS };
  }
  if (kind === "response.output_item.added") return { kind, ...nameOf(fields) };
  if (kind === "error") return { kind, error: readLlmError(fields["error"]) ?? readLlmError(fields) };
  const response = recordAt(fields["response"]);
  const usage = readUsage(response?.["usage"]);
  const isTerminal = LAST_WORDS.includes(kind);
  return {
    kind,
    is_terminal: isTerminal,
    ...(usage ? { usage } : {}),
    ...(isTerminal ? { finish_reason: finishReason(kind, response), error: errorOf(kind, response) } : {}),
    ...(response && textAt(response["id"])
      ? { notes: { id: response["id"] ?? null, model: response["model"] ?? null } }
      : {}),
  };
}

/** A tool call is announced by its name, before any of its input. */
function nameOf(fields: JsonRecord): Partial<EventReading> {
  const item = recordAt(fields["item"]);
  const name = textAt(item?.["name"]);
  if (name === null || !(textAt(item?.["type"]) ?? "").endsWith("_call")) return {};
  const call = countAt(fields["output_index"]) ?? 0;
  return { is_delta: true, pieces: [{ kind: "tool_call", text: "", call, name }] };
}

function finishReason(kind: string, response: JsonRecord | null): string {
  const reason = textAt(recordAt(response?.["incomplete_details"])?.["reason"]);
  return reason ?? textAt(response?.["status"]) ?? kind.slice("response.".length);
}

function errorOf(kind: string, response: JsonRecord | null) {
  const error = readLlmError(response?.["error"]);
  if (error) return error;
  if (kind === "response.failed") return readLlmError("The server says that the response failed.");
  return kind === "response.cancelled" ? readLlmError("The server cancelled the response.") : null;
}
