import type { Ending, FinishReason, FormatContext, LlmFormat, Piece, Usage } from "./llm-format.ts";
import { namedEvent } from "./named-event.ts";
import { responseId } from "./response-id.ts";
import { ZERO_USAGE } from "./zero-usage.ts";

const STOP_REASONS: Record<FinishReason, string> = {
  stop: "end_turn",
  length: "max_tokens",
  tool_calls: "tool_use",
  content_filter: "refusal",
};
const SIGNATURE = "c2ltdWxhdGVk";

/** Events of POST /v1/messages: a block for the thinking, one for the text, one for each tool use. */
export function createMessageFormat(context: FormatContext): LlmFormat {
  const { script, request } = context;
  const id = `msg_${responseId(request)}`;
  const common = { id, type: "message", role: "assistant", model: context.model };
  let index = -1;
  let openBlock = "";
  let isThinking = false;
  let head = "";

  function usageOf(usage: Usage, outputTokens: number): Record<string, unknown> {
    if (script.usage === "off") return {};
    const said = script.usage === "zero" ? ZERO_USAGE : usage;
    const cached = said.cached_tokens;
    const input = { input_tokens: said.prompt_tokens - cached, cache_creation_input_tokens: 0 };
    const output_tokens = script.usage === "zero" ? 0 : outputTokens;
    return { usage: { ...input, cache_read_input_tokens: cached, output_tokens } };
  }

  function closeBlock(): string {
    if (openBlock === "") return "";
    const stop = namedEvent({ type: "content_block_stop", index });
    if (!isThinking) return stop;
    const delta = { type: "signature_delta", signature: SIGNATURE };
    return namedEvent({ type: "content_block_delta", index, delta }) + stop;
  }

  /** Ends the block before and begins the piece's own, where it is the first of it. */
  function blockFor(piece: Piece): string {
    const name = `${piece.channel} ${piece.call}`;
    if (name === openBlock) return "";
    const closing = closeBlock();
    openBlock = name;
    isThinking = piece.channel === "reasoning";
    index += 1;
    head = `event: content_block_delta\ndata: {"type":"content_block_delta","index":${index},"delta":`;
    return closing + namedEvent({ type: "content_block_start", index, content_block: emptyBlock(piece, request) });
  }

  return {
    opening() {
      const ended = { content: [], stop_reason: null, stop_sequence: null };
      const message = { ...common, ...ended, ...usageOf(context.usage, 1) };
      return namedEvent({ type: "message_start", message }) + namedEvent({ type: "ping" });
    },
    delta(piece) {
      const block = blockFor(piece);
      return `${block}${head}${deltaOf(piece)}}\n\n`;
    },
    closing({ finishReason, usage }) {
      const delta = { stop_reason: STOP_REASONS[finishReason], stop_sequence: null };
      const said = usageOf(usage, usage.output_tokens);
      const message = namedEvent({ type: "message_delta", delta, ...said });
      const block = closeBlock();
      openBlock = "";
      return { finish: block + message, usage: "", done: script.hasDone ? namedEvent({ type: "message_stop" }) : "" };
    },
    error: (message) => namedEvent({ type: "error", error: { type: "overloaded_error", message } }),
    whole(ending) {
      const ended = { stop_reason: STOP_REASONS[ending.finishReason], stop_sequence: null };
      const content = wholeContent(ending, request);
      return { ...common, content, ...ended, ...usageOf(ending.usage, ending.usage.output_tokens) };
    },
  };
}

const toolUseId = (request: number, call: number) => `toolu_${responseId(request)}-${call}`;

function emptyBlock({ channel, call, toolName }: Piece, request: number): unknown {
  if (channel === "answer") return { type: "text", text: "" };
  if (channel === "reasoning") return { type: "thinking", thinking: "", signature: "" };
  return { type: "tool_use", id: toolUseId(request, call), name: toolName, input: {} };
}

function deltaOf({ channel, text }: Piece): string {
  const json = JSON.stringify(text);
  if (channel === "answer") return `{"type":"text_delta","text":${json}}`;
  if (channel === "reasoning") return `{"type":"thinking_delta","thinking":${json}}`;
  return `{"type":"input_json_delta","partial_json":${json}}`;
}

function wholeContent({ reasoning, answer, toolCalls }: Ending, request: number): unknown[] {
  return [
    ...(reasoning === "" ? [] : [{ type: "thinking", thinking: reasoning, signature: SIGNATURE }]),
    ...(answer === "" ? [] : [{ type: "text", text: answer }]),
    ...toolCalls.map((call, index) => ({
      type: "tool_use",
      id: toolUseId(request, index),
      name: call.name,
      input: parseArguments(call.arguments),
    })),
  ];
}

function parseArguments(json: string): unknown {
  return JSON.parse(json);
}
