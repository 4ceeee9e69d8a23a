import type { BatchPlan, CancelledBy, Fault, Goal, JsonValue, Phase, RunResult, RunSettings } from "@tfbench/contracts";
import type { StreamEvent } from "./event-stream.ts";

export type HttpRequest = {
  method: "GET" | "POST";
  path: string;
  headers: Record<string, string>;
  body: Uint8Array | null;
};
/** Header names in lower case. */
export type HttpHead = { status: number; headers: Record<string, string> };
/** `body_text` is cut at 1 MB. */
export type HttpAnswer = HttpHead & { body_text: string };

/** What a piece of streamed content is. Agents: an action. */
export type ContentKind = "answer" | "reasoning" | "tool_call" | "action";

/** What one event of a run's stream means. `kind` is the provider's own word for it, or `malformed`. */
export type EventMeaning = StreamEvent & {
  kind: string;
  is_heartbeat: boolean;
  /** Null: the event brings no content, as a delta that is empty or names only a role. */
  content: ContentKind | null;
  /** A message of the generation itself, with or without content: a chunk with choices, a block's delta. */
  is_delta: boolean;
  is_terminal: boolean;
  has_streaming_url: boolean;
  /**
   * Where in the event's JSON its text stands. A promise of the reader: the same JSON with another text there, as long
   * as that is not empty, means the same with that text. Null: nowhere, in several places, or no such promise.
   */
  text_path: JsonPath | null;
  /** Outermost keys of that JSON under which another string or whole number would mean the same. */
  unread_keys: readonly string[];
};
export type JsonPath = readonly (string | number)[];

/** How the provider's part of a run ended. What broke in transport or was stopped by us is concluded by the engine. */
export type ProviderEnding =
  | { kind: "terminal" } // its last word was read
  | { kind: "refused"; answer: HttpAnswer } // an answer that is no stream
  | { kind: "unfinished"; answer: HttpAnswer } // the stream ended properly, but without the last word
  | { kind: "cut_off"; answer: HttpAnswer }; // the connection ended before the stream did

/** How a run ended. `goal` null: the result decides. */
export type Conclusion = {
  status: RunResult["status"];
  phase: Phase | null;
  reason_code: string | null;
  fault: Fault | null;
  cancelled_by: CancelledBy | null;
  error: string | null;
  goal: Goal | null;
  goal_reason: string | null;
};

/** Tokens as the provider counted them; null where it said nothing. */
export type Usage = {
  input_tokens: number | null;
  output_tokens: number | null;
  reasoning_tokens: number | null;
  cached_tokens: number | null;
};

/** The text that was streamed, by kind. */
export type OutputText = { answer: string; reasoning: string; tool_call: string };

/** What is known of the run at the provider so far. */
export type ProviderFacts = {
  provider_run_id: string | null;
  streaming_url: string | null;
  response_json: JsonValue;
  provider_run: JsonValue;
  steps: number | null;
  provider_queue_ms: number | null;
  provider_run_ms: number | null;
  usage: Usage | null;
  /** By the provider's running count, where it sends one; null where it counts at the end only. */
  first_chunk_tokens: number | null;
  finish_reason: string | null;
  /** Null where the provider streams actions rather than text. */
  output: OutputText | null;
  malformed_events: number;
};

/** What the answer to a lookup or a cancel said. A problem is a sentence; `is_final` when asking again cannot help. */
export type RowReading =
  | { is_terminal: boolean; status: string; problem: null }
  | { is_terminal: false; status: null; problem: string; is_final: boolean };

/** Reads one run. Takes the provider's words in the order they came and remembers what they said. */
export type RunReader = {
  readEvent(event: StreamEvent): EventMeaning[];
  /**
   * Takes the text, as the UTF-8 of bytes[from..to), of an event that equals the one read last in everything but what
   * stands at its `text_path` and under its `unread_keys`. Null where no event has such a path.
   */
  readonly readAgain: ((bytes: Uint8Array, from: number, to: number) => void) | null;
  facts(): ProviderFacts;
  conclude(ending: ProviderEnding): Conclusion;
  /** Null when it is not known. `wasSent` false: the request never left, so there can be no run. */
  costUsd(wasSent: boolean): number | null;
};

/** What a run of an agent has besides: it goes on at the provider whether we listen or not. */
export type AgentReader = RunReader & {
  /** The answer to a request that only starts the run; null when it was started, else the run ended with it. */
  readStart(answer: HttpAnswer): ProviderEnding | null;
  /** The provider's own record of the run. */
  readRow(answer: HttpAnswer): RowReading;
  readCancel(answer: HttpAnswer): RowReading;
  /** The provider has said that the run is over there. */
  readonly isOver: boolean;
};

/** One batch's requests, built before the first run starts: nothing is assembled while a run is measured. */
export type PreparedPlan = PreparedExchange | PreparedAgent;

/** The run is its exchange: when the answer is over, nothing of it is left at the provider. */
export type PreparedExchange = { kind: "exchange"; start: HttpRequest; createReader(): RunReader };

export type PreparedAgent = {
  kind: "agent";
  /** stream: the answer to `start` is the run's stream. poll: it only names the run, whose record is then asked for. */
  mode: "stream" | "poll";
  start: HttpRequest;
  lookup(providerRunId: string): HttpRequest;
  cancel(providerRunId: string): HttpRequest;
  /** A run that is known already is given by its name there. */
  createReader(providerRunId?: string): AgentReader;
};

/** Everything the engine does not know about one kind of provider. */
export type ProviderAdapter = {
  /** Throws an AppError when the plan or the credential cannot be put into a request. */
  prepare(plan: BatchPlan, credential: string | null): PreparedPlan;
  /** A gap between content events longer than this is a stall. */
  stallMs: number;
};

/** Judges the result of a completed run. */
export type JudgeGoal = (
  result: JsonValue,
  settings: Pick<RunSettings, "guards" | "allow_empty">,
) => { goal: Goal; goal_reason: string | null };
