import type { JsonValue } from "@tfbench/contracts";
import type {
  ContentKind,
  Conclusion,
  EventMeaning,
  JsonPath,
  ProviderEnding,
  ProviderFacts,
  RunReader,
  StreamEvent,
  Usage,
} from "@tfbench/engine";
import { concludeStream } from "./conclude-stream.ts";
import type { LlmError } from "./llm-error.ts";
import { OutputCollector, type Piece } from "./output-collector.ts";

/** What one event says, by the rules of one provider. Left out: nothing of the sort. */
export type EventReading = {
  kind: string;
  is_heartbeat?: boolean;
  is_delta?: boolean;
  is_terminal?: boolean;
  pieces?: readonly Piece[];
  /** Where the text of the one piece stands, if it is one. */
  text_path?: JsonPath | null;
  /** As in `EventMeaning`. */
  unread_keys?: readonly string[];
  usage?: Partial<Usage>;
  finish_reason?: string | null;
  error?: LlmError | null;
  /** What the provider tells about the run itself: its id, model, timings. */
  notes?: { [name: string]: JsonValue };
};

export type ReadEvent = (event: StreamEvent) => EventReading;

const MAX_KIND_LENGTH = 100;
const NONE: readonly string[] = [];
const NOT_COUNTED: Usage = { input_tokens: null, output_tokens: null, reasoning_tokens: null, cached_tokens: null };

/** Reads one run of a provider that streams text. Nothing is known here of any provider. */
export class LlmReader implements RunReader {
  readonly #readEvent: ReadEvent;
  readonly #endIsEnough: boolean;
  readonly #output = new OutputCollector();
  #usage: Usage | null = null;
  #firstChunkTokens: number | null = null;
  #finishReason: string | null = null;
  #error: LlmError | null = null;
  #hasEvents = false;
  #malformedEvents = 0;
  #notes: { [name: string]: JsonValue } = {};

  /** `endIsEnough`: the provider has no last word and no finish reason, so the end of the response is one. */
  constructor(readEvent: ReadEvent, { endIsEnough } = { endIsEnough: false }) {
    this.#readEvent = readEvent;
    this.#endIsEnough = endIsEnough;
  }

  readEvent(event: StreamEvent): EventMeaning[] {
    const reading = this.#readEvent(event);
    const pieces = reading.pieces ?? [];
    if (reading.is_heartbeat !== true) this.#hasEvents = true;
    if (reading.kind === "malformed") this.#malformedEvents += 1;
    if (this.#output.isEmpty && pieces.length > 0) this.#firstChunkTokens = visibleTokens(reading.usage);
    this.#output.add(pieces);
    if (reading.usage) this.#usage = { ...NOT_COUNTED, ...this.#usage, ...reading.usage };
    this.#finishReason = reading.finish_reason ?? this.#finishReason;
    this.#error ??= reading.error ?? null;
    if (reading.notes) Object.assign(this.#notes, reading.notes);
    const [piece] = pieces;
    return [
      {
        // Written out: on Node.js 20 spreading the event takes longer than reading its JSON.
        name: event.name,
        data: event.data,
        bytes: event.bytes,
        kind: reading.kind.slice(0, MAX_KIND_LENGTH),
        is_heartbeat: reading.is_heartbeat === true,
        content: contentOf(pieces),
        is_delta: reading.is_delta === true,
        is_terminal: reading.is_terminal === true,
        has_streaming_url: false,
        text_path: pieces.length === 1 && piece?.name === undefined ? (reading.text_path ?? null) : null,
        unread_keys: reading.unread_keys ?? NONE,
      },
    ];
  }

  readonly readAgain = (bytes: Uint8Array, from: number, to: number): void => this.#output.addAgain(bytes, from, to);

  facts(): ProviderFacts {
    const hasNotes = this.#usage !== null || Object.keys(this.#notes).length > 0;
    return {
      provider_run_id: null,
      streaming_url: null,
      response_json: this.#output.toJson(),
      provider_run: hasNotes ? { ...this.#notes, usage: this.#usage } : null,
      steps: null,
      provider_queue_ms: null,
      provider_run_ms: null,
      usage: this.#usage,
      first_chunk_tokens: this.#firstChunkTokens,
      finish_reason: this.#finishReason,
      output: this.#output.text(),
      malformed_events: this.#malformedEvents,
    };
  }

  conclude(ending: ProviderEnding): Conclusion {
    return concludeStream(ending, {
      error: this.#error,
      hasEvents: this.#hasEvents,
      hasFinish: this.#finishReason !== null || (this.#endIsEnough && this.#hasEvents),
    });
  }

  /** What its tokens cost is added where the prices are known; here it is unknown, which is not free. */
  costUsd(wasSent: boolean): number | null {
    return wasSent ? null : 0;
  }
}

/** What a running count says of the text so far: tokens of a reasoning that is kept back are no part of it. */
function visibleTokens(usage: Partial<Usage> | undefined): number | null {
  const output = usage?.output_tokens ?? null;
  const visible = output === null ? 0 : output - (usage?.reasoning_tokens ?? 0);
  return visible > 0 ? visible : null;
}

/** An event that brings more than one kind counts for the one that matters most. */
function contentOf(pieces: readonly Piece[]): ContentKind | null {
  for (const kind of ["answer", "tool_call", "reasoning"] as const)
    if (pieces.some((piece) => piece.kind === kind)) return kind;
  return null;
}
