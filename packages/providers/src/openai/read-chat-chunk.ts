import type { JsonValue } from "@tfbench/contracts";
import type { JsonPath } from "@tfbench/engine";
import { countAt, listAt, recordAt, textAt } from "../llm/json-fields.ts";
import { readLlmError } from "../llm/llm-error.ts";
import type { EventReading } from "../llm/llm-reader.ts";
import type { Piece } from "../llm/output-collector.ts";
import { isRecord, type JsonRecord } from "../parse-json.ts";
import { readUsage } from "./read-usage.ts";

/** Text with the place it stands at; null where that is no plain string. */
export type PlacedPiece = { piece: Piece; path: JsonPath | null };

/** The second it was made in, and OpenAI's padding that hides how long a delta is. */
const UNREAD_KEYS = ["created", "obfuscation"];

/** A chunk of chat completions or of completions, as OpenAI, vLLM, SGLang, llama.cpp and gateways send it. */
export function readChatChunk(chunk: JsonRecord): EventReading {
  const choices = listAt(chunk["choices"]);
  const placed = choices.flatMap((choice, index) => readChoice(recordAt(choice), index));
  const finish = choices.map((choice) => textAt(recordAt(choice)?.["finish_reason"])).find((reason) => reason !== null);
  const error = readError(chunk);
  const usage = readUsage(chunk["usage"] ?? recordAt(chunk["x_groq"])?.["usage"]);
  const [only] = placed;
  return {
    kind: textAt(chunk["object"]) ?? (error ? "error" : "chunk"),
    is_delta: choices.length > 0,
    pieces: placed.map(({ piece }) => piece),
    text_path: placed.length === 1 ? (only?.path ?? null) : null,
    unread_keys: UNREAD_KEYS,
    finish_reason: finish ?? null,
    error,
    notes: notesOf(chunk),
    ...(usage ? { usage } : {}),
  };
}

function readError(chunk: JsonRecord) {
  const error = readLlmError(chunk["error"]);
  if (error) return error;
  return chunk["object"] === "error" || chunk["type"] === "error" ? readLlmError(chunk) : null;
}

/** llama.cpp and others tell their own timings: a second book beside ours. */
function notesOf(chunk: JsonRecord): { [name: string]: JsonValue } {
  const notes: { [name: string]: JsonValue } = {};
  for (const name of ["id", "model", "system_fingerprint", "timings"] as const) {
    const value = chunk[name];
    if (value !== undefined && value !== null) notes[name] = value;
  }
  return notes;
}

function readChoice(choice: JsonRecord | null, index: number): PlacedPiece[] {
  if (choice === null) return [];
  const at = (...rest: readonly (string | number)[]): JsonPath => ["choices", index, ...rest];
  const text = textAt(choice["text"]);
  const plain: PlacedPiece[] = text === null ? [] : [{ piece: { kind: "answer", text }, path: at("text") }];
  const delta = recordAt(choice["delta"]);
  if (delta === null) return plain;
  for (const name of ["reasoning_content", "reasoning", "thinking"] as const) {
    const reasoning = textAt(delta[name]);
    if (reasoning === null) continue;
    plain.push({ piece: { kind: "reasoning", text: reasoning }, path: at("delta", name) });
    // Some gateways send the same text under two names.
    break;
  }
  const isAmbiguous = typeof delta["reasoning_content"] === "string" && typeof delta["reasoning"] === "string";
  const content = delta["content"];
  const answer = textAt(content) ?? null;
  if (answer !== null) plain.push({ piece: { kind: "answer", text: answer }, path: at("delta", "content") });
  else if (Array.isArray(content)) plain.push(...content.flatMap(readPart));
  const refusal = textAt(delta["refusal"]);
  if (refusal !== null) plain.push({ piece: { kind: "answer", text: refusal }, path: at("delta", "refusal") });
  plain.push(
    ...listAt(delta["tool_calls"]).flatMap((call, place) =>
      readCall(recordAt(call), at("delta", "tool_calls", place, "function", "arguments")),
    ),
  );
  return isAmbiguous ? plain.map(({ piece }) => ({ piece, path: null })) : plain;
}

/** Mistral's content is a list where it reasons. */
function readPart(part: JsonValue): PlacedPiece[] {
  if (!isRecord(part)) return [];
  const text = textAt(part["text"]);
  if (text !== null) return [{ piece: { kind: "answer", text }, path: null }];
  return listAt(part["thinking"]).flatMap((thought) => {
    const said = textAt(recordAt(thought)?.["text"]);
    return said === null ? [] : [{ piece: { kind: "reasoning" as const, text: said }, path: null }];
  });
}

function readCall(call: JsonRecord | null, path: JsonPath): PlacedPiece[] {
  const called = recordAt(call?.["function"]);
  const name = textAt(called?.["name"]);
  const text = textAt(called?.["arguments"]);
  if (name === null && text === null) return [];
  const number = countAt(call?.["index"]) ?? 0;
  const piece: Piece = { kind: "tool_call", text: text ?? "", call: number, ...(name === null ? {} : { name }) };
  return [{ piece, path }];
}
