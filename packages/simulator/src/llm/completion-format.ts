import { chatUsage } from "./chat-usage.ts";
import type { Ending, FinishReason, FormatContext, LlmFormat } from "./llm-format.ts";
import { openaiErrorEvent } from "./openai-error-event.ts";
import { responseId } from "./response-id.ts";
import { ZERO_USAGE } from "./zero-usage.ts";

/** Events of POST /v1/completions. It knows text alone: reasoning and tool calls come as text too. */
export function createCompletionFormat(context: FormatContext): LlmFormat {
  const { script } = context;
  const id = `cmpl-${responseId(context.request)}`;
  const common = { id, object: "text_completion", created: context.createdS, model: context.model };
  const isUsageWanted = script.usage === "asked" ? context.asksForUsage : script.usage !== "off";
  const tail = script.usage === "every_chunk_null" ? ',"usage":null}\n\n' : "}\n\n";
  const head = `data: ${JSON.stringify(common).slice(0, -1)},"choices":[{"index":0,"text":`;

  const event = (text: string, finish: FinishReason | null) =>
    `${head}${JSON.stringify(text)},"logprobs":null,"finish_reason":${JSON.stringify(finish)}}]${tail}`;
  const usageOf = (ending: Ending) => chatUsage(script.usage === "zero" ? ZERO_USAGE : ending.usage);
  const withUsage = (choices: readonly unknown[], ending: Ending) =>
    `data: ${JSON.stringify({ ...common, choices, usage: usageOf(ending) })}\n\n`;

  return {
    opening: () => "",
    delta: (piece, finish) => event(piece.text, finish),
    closing(ending) {
      const choice = { index: 0, text: "", logprobs: null, finish_reason: ending.finishReason };
      const hasOwnFinish = script.finishIn === "own_event";
      const isInFinish = script.usage === "in_finish" && hasOwnFinish;
      const finish = isInFinish ? withUsage([choice], ending) : event("", ending.finishReason);
      return {
        finish: hasOwnFinish ? finish : "",
        usage: isUsageWanted && !isInFinish ? withUsage([], ending) : "",
        done: script.hasDone ? "data: [DONE]\n\n" : "",
      };
    },
    error: openaiErrorEvent,
    whole(ending) {
      const calls = ending.toolCalls.map((call) => call.arguments).join("");
      const text = ending.reasoning + ending.answer + calls;
      const choice = { index: 0, text, logprobs: null, finish_reason: ending.finishReason };
      return { ...common, choices: [choice], ...(script.usage !== "off" && { usage: usageOf(ending) }) };
    },
  };
}
