import { chatUsage } from "./chat-usage.ts";
import type { Ending, FinishReason, FormatContext, LlmFormat, Piece } from "./llm-format.ts";
import { openaiErrorEvent } from "./openai-error-event.ts";
import { responseId } from "./response-id.ts";
import { ZERO_USAGE } from "./zero-usage.ts";

/** Events of POST /v1/chat/completions. */
export function createChatFormat(context: FormatContext): LlmFormat {
  const { script } = context;
  const id = `chatcmpl-${responseId(context.request)}`;
  const common = { id, object: "chat.completion.chunk", created: context.createdS, model: context.model };
  const isUsageWanted = script.usage === "asked" ? context.asksForUsage : script.usage !== "off";
  const nullUsage = script.usage === "every_chunk_null" ? { usage: null } : {};
  const tail = script.usage === "every_chunk_null" ? ',"usage":null}\n\n' : "}\n\n";
  // The text between these is all that differs between the deltas of a channel.
  const head = `data: ${JSON.stringify(common).slice(0, -1)},"choices":[{"index":0,"delta":`;
  let isRolePending = script.role === "in_first_token";

  function event(delta: unknown, finish: FinishReason | null): string {
    return `${head}${JSON.stringify(delta)},"logprobs":null,"finish_reason":${JSON.stringify(finish)}}]${tail}`;
  }

  function withUsage(choices: readonly unknown[], ending: Ending): string {
    const usage = chatUsage(script.usage === "zero" ? ZERO_USAGE : ending.usage);
    return `data: ${JSON.stringify({ ...common, choices, usage })}\n\n`;
  }

  function deltaOf(piece: Piece): Record<string, unknown> {
    if (piece.channel === "answer") return { content: piece.text };
    if (piece.channel === "reasoning") return { [script.reasoningField]: piece.text };
    return { tool_calls: [toolCallDelta(piece, context.request)] };
  }

  return {
    opening() {
      if (script.role !== "own_event") return "";
      return event({ role: "assistant", content: script.roleContent === "null" ? null : "" }, null);
    },
    delta(piece, finish) {
      const role = isRolePending ? { role: "assistant" } : {};
      isRolePending = false;
      return event({ ...role, ...deltaOf(piece) }, finish);
    },
    closing(ending) {
      const choice = { index: 0, delta: {}, logprobs: null, finish_reason: ending.finishReason };
      const hasOwnFinish = script.finishIn === "own_event";
      const isInFinish = script.usage === "in_finish" && hasOwnFinish;
      const finish = isInFinish ? withUsage([choice], ending) : event({}, ending.finishReason);
      return {
        finish: hasOwnFinish ? finish : "",
        usage: isUsageWanted && !isInFinish ? withUsage([], ending) : "",
        done: script.hasDone ? "data: [DONE]\n\n" : "",
      };
    },
    error: openaiErrorEvent,
    whole(ending) {
      const message = wholeMessage(ending, script.reasoningField, context.request);
      const choice = { index: 0, message, logprobs: null, finish_reason: ending.finishReason };
      const usage =
        script.usage === "off" ? {} : { usage: chatUsage(script.usage === "zero" ? ZERO_USAGE : ending.usage) };
      return { ...common, object: "chat.completion", choices: [choice], ...nullUsage, ...usage };
    },
  };

  function wholeMessage(ending: Ending, reasoningField: string, request: number): Record<string, unknown> {
    const calls = ending.toolCalls.map((call, index) => ({
      id: toolCallId(request, index),
      type: "function",
      function: call,
    }));
    return {
      role: "assistant",
      content: ending.answer === "" && calls.length > 0 ? null : ending.answer,
      ...(ending.reasoning !== "" && { [reasoningField]: ending.reasoning }),
      ...(calls.length > 0 && { tool_calls: calls }),
    };
  }
}

const toolCallId = (request: number, call: number) => `call_${responseId(request)}-${call}`;

function toolCallDelta({ call, text, toolName }: Piece, request: number): unknown {
  if (toolName === null) return { index: call, function: { arguments: text } };
  const first = { id: toolCallId(request, call), type: "function" };
  return { index: call, ...first, function: { name: toolName, arguments: text } };
}
