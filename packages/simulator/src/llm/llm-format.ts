export type Channel = "reasoning" | "answer" | "tool_call";
export type FinishReason = "stop" | "length" | "tool_calls" | "content_filter";

/** One chunk's worth of generated text. */
export interface Piece {
  channel: Channel;
  text: string;
  tokens: number;
  /** Which tool call, from 0; 0 on the other channels. */
  call: number;
  /** Name of the tool on the first piece of its call. */
  toolName: string | null;
}

export interface Usage {
  prompt_tokens: number;
  cached_tokens: number;
  output_tokens: number;
  reasoning_tokens: number;
}

/** Everything said about an answer when it is over. */
export interface Ending {
  finishReason: FinishReason;
  usage: Usage;
  /** What was generated; only where the whole answer is repeated at the end. */
  reasoning: string;
  answer: string;
  toolCalls: readonly { name: string; arguments: string }[];
}

/** One response of one API in the making. Each method gives the text of zero or more server-sent events. */
export interface LlmFormat {
  opening(): string;
  /** `finish` stands in the same event where the format and the script have it so. */
  delta(piece: Piece, finish: FinishReason | null): string;
  /** In the order of writing. */
  closing(ending: Ending): { finish: string; usage: string; done: string };
  error(message: string): string;
  whole(ending: Ending): unknown;
}

export interface FormatContext {
  /** The number of the request in the ground truth; part of the response's id. */
  request: number;
  model: string;
  createdS: number;
  script: FormatScript;
  usage: Usage;
  asksForUsage: boolean;
}

/** The keys of a script that shape events. */
export interface FormatScript {
  usage: "asked" | "on" | "off" | "in_finish" | "zero" | "every_chunk_null";
  role: "own_event" | "in_first_token" | "never";
  roleContent: "empty" | "null";
  reasoningField: "reasoning_content" | "reasoning";
  finishIn: "own_event" | "last_token";
  hasDone: boolean;
}
