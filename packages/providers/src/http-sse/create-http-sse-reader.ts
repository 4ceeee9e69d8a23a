import type { HttpSseRequest, JsonValue } from "@tfbench/contracts";
import type { JsonPath, StreamEvent, Usage } from "@tfbench/engine";
import { countAt, textAt } from "../llm/json-fields.ts";
import { readLlmError } from "../llm/llm-error.ts";
import { LlmReader, type EventReading, type ReadEvent } from "../llm/llm-reader.ts";
import type { Piece } from "../llm/output-collector.ts";
import { parseJson } from "../parse-json.ts";
import { compileMatcher } from "./compile-matcher.ts";
import { parseFieldPath, valueAt } from "./field-path.ts";

const COUNTS = ["input_tokens", "output_tokens", "reasoning_tokens", "cached_tokens"] as const;
const CONTENT_KINDS = ["reasoning", "answer"] as const;

/** Compiles the request's paths once; throws where one is no path. */
export function compileHttpSse({ stream }: Pick<HttpSseRequest, "stream">): () => LlmReader {
  const pathOf = (text: string | undefined): JsonPath | null => (text === undefined ? null : parseFieldPath(text));
  const paths = { answer: pathOf(stream.content), reasoning: pathOf(stream.reasoning) };
  const error = pathOf(stream.error);
  const finish = pathOf(stream.finish_reason);
  const usage = COUNTS.map((name) => ({ name, path: pathOf(stream.usage?.[name]) }));
  const terminal = stream.terminal ? compileMatcher(stream.terminal) : null;
  const heartbeats = (stream.heartbeat ?? []).map(compileMatcher);
  const ignored = (stream.ignore ?? []).map(compileMatcher);
  const matchers = [...heartbeats, ...ignored, ...(terminal ? [terminal] : [])];
  const others = [error, finish, ...usage.map(({ path }) => path), ...matchers.map(({ path }) => path)];
  /** Only a text that nothing else looks at means the same whatever it says. */
  const isPlain = (path: JsonPath): boolean =>
    others.every((other) => other === null || !overlaps(path, other)) && stream.content !== undefined;

  const piecesOf = (event: StreamEvent, value: JsonValue | undefined): { piece: Piece; path: JsonPath | null }[] => {
    if (stream.content === undefined)
      return event.data === "" ? [] : [{ piece: { kind: "answer", text: event.data }, path: null }];
    return CONTENT_KINDS.flatMap((kind) => {
      const path = paths[kind];
      const text = path === null || value === undefined ? null : textAt(valueAt(value, path));
      return path === null || text === null ? [] : [{ piece: { kind, text }, path: isPlain(path) ? path : null }];
    });
  };

  const read: ReadEvent = (event) => {
    const value = parseJson(event.data)?.value;
    const kind = event.name ?? "message";
    if (heartbeats.some(({ matches }) => matches(event, value))) return { kind, is_heartbeat: true };
    const isTerminal = terminal?.matches(event, value) === true;
    const isIgnored = ignored.some(({ matches }) => matches(event, value));
    const isSentinel = isTerminal && stream.content === undefined;
    const placed = isIgnored || isSentinel ? [] : piecesOf(event, value);
    const [only] = placed;
    const isMalformed = value === undefined && stream.content !== undefined && !isTerminal && !isIgnored;
    const reading: EventReading = {
      kind: isMalformed ? "malformed" : kind,
      is_delta: placed.length > 0,
      is_terminal: isTerminal,
      pieces: placed.map(({ piece }) => piece),
      text_path: placed.length === 1 ? (only?.path ?? null) : null,
      error: value === undefined || error === null ? errorByName(event) : readLlmError(valueAt(value, error)),
    };
    if (value === undefined) return reading;
    if (finish !== null) reading.finish_reason = textAt(valueAt(value, finish));
    const counts = countsOf(value, usage);
    if (counts) reading.usage = counts;
    return reading;
  };
  return () => new LlmReader(read, { endIsEnough: terminal === null });
}

const errorByName = ({ name, data }: StreamEvent) => (name === "error" ? readLlmError(data) : null);

function countsOf(
  value: JsonValue,
  usage: readonly { name: keyof Usage; path: JsonPath | null }[],
): Partial<Usage> | null {
  const counts: Partial<Usage> = {};
  for (const { name, path } of usage) {
    const count = path === null ? null : countAt(valueAt(value, path));
    if (count !== null) counts[name] = count;
  }
  return Object.keys(counts).length === 0 ? null : counts;
}

/** One lies on the way to the other. */
const overlaps = (a: JsonPath, b: JsonPath): boolean =>
  a.slice(0, Math.min(a.length, b.length)).every((step, index) => step === b[index]);
