import type { StreamEvent } from "@tfbench/engine";
import type { EventReading } from "../llm/llm-reader.ts";
import { readLlmError } from "../llm/llm-error.ts";
import { isRecord, parseJson } from "../parse-json.ts";
import { readChatChunk } from "./read-chat-chunk.ts";
import { isResponseEvent, readResponseEvent } from "./read-response-event.ts";

const SENTINEL = "[DONE]";
const HEARTBEATS = ["ping", "heartbeat", "keepalive"];

/** Chat completions, completions and responses are told apart by what comes, not by what was asked for. */
export function readOpenaiEvent({ name, data }: StreamEvent): EventReading {
  if (data.trim() === SENTINEL) return { kind: "DONE", is_terminal: true };
  const value = parseJson(data)?.value;
  if (name === "error")
    return { kind: "error", error: readLlmError(isRecord(value) ? (value["error"] ?? value) : data) };
  if (name !== null && HEARTBEATS.includes(name)) return { kind: name, is_heartbeat: true };
  if (!isRecord(value)) return { kind: value === undefined ? "malformed" : "event" };
  if (Array.isArray(value["choices"])) return readChatChunk(value);
  if (HEARTBEATS.includes(String(value["type"]))) return { kind: String(value["type"]), is_heartbeat: true };
  if (isResponseEvent(value)) return readResponseEvent(value);
  return readChatChunk(value);
}
