import type { JsonValue } from "@tfbench/contracts";
import type { EventMeaning, StreamEvent } from "@tfbench/engine";
import { isRecord, parseJson, type JsonRecord } from "../parse-json.ts";

export type TinyfishEvent = { meaning: EventMeaning; fields: JsonRecord };

const MAX_KIND_LENGTH = 100;
const SENTINEL = "[DONE]";

/**
 * The events in one server-sent event: one, but some servers leave out the blank line between two, and the official
 * clients read every data line by itself.
 */
export function readTinyfishEvents(event: StreamEvent): TinyfishEvent[] {
  const whole = parseJson(event.data);
  if (whole || !event.data.includes("\n")) return [interpret(event, whole?.value)];
  const lines = event.data.split("\n").filter((line) => line.trim() !== "");
  const values = lines.map((line) => parseJson(line)?.value);
  if (!values.every(isRecord)) return [interpret(event, undefined)];
  return lines.map((data, index) =>
    interpret({ name: event.name, data, bytes: Buffer.byteLength(data) }, values[index]),
  );
}

function interpret(event: StreamEvent, value: JsonValue | undefined): TinyfishEvent {
  const fields = isRecord(value) ? value : {};
  const type = typeof fields["type"] === "string" && fields["type"] !== "" ? fields["type"] : null;
  const word = type?.toUpperCase();
  const unnamed = event.data.trim() === SENTINEL ? "DONE" : "malformed";
  const meaning: EventMeaning = {
    ...event,
    kind: (type ?? unnamed).slice(0, MAX_KIND_LENGTH),
    is_heartbeat: word === "HEARTBEAT",
    content: word === "PROGRESS" ? "action" : null,
    is_delta: word === "PROGRESS",
    is_terminal: word === "COMPLETE",
    has_streaming_url: word === "STREAMING_URL",
    text_path: null,
    unread_keys: [],
  };
  return { meaning, fields };
}

/** The first of these fields that is there and not null: generations of the contract differ in spelling. */
export function fieldOf(fields: JsonRecord, ...names: readonly string[]): JsonValue {
  for (const name of names) {
    const value = fields[name];
    if (value !== undefined && value !== null) return value;
  }
  return null;
}

export function textOf(fields: JsonRecord, ...names: readonly string[]): string | null {
  const value = fieldOf(fields, ...names);
  return typeof value === "string" && value !== "" ? value : null;
}
