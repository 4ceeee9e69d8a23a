import type { Ending, FormatContext, LlmFormat, Piece, Usage } from "./llm-format.ts";
import { namedEvent } from "./named-event.ts";
import { createOpenItem, finishedItem } from "./response-item.ts";
import type { ItemContent, OpenItem } from "./response-item.ts";
import { responseId } from "./response-id.ts";
import { ZERO_USAGE } from "./zero-usage.ts";

/** Events of POST /v1/responses: numbered, an item for the reasoning, the message and each tool call, and no [DONE]. */
export function createResponseFormat(context: FormatContext): LlmFormat {
  const { script, request } = context;
  const finished: unknown[] = [];
  let sequence = 0;
  let item: OpenItem | null = null;

  const event = (type: string, fields: Record<string, unknown>) =>
    namedEvent({ type, sequence_number: sequence++, ...fields });

  function response(status: string, ending: Ending | null): Record<string, unknown> {
    const isCut = ending?.finishReason === "length";
    const usage =
      ending && script.usage !== "off" ? responseUsage(script.usage === "zero" ? ZERO_USAGE : ending.usage) : null;
    return {
      id: `resp_${responseId(request)}`,
      object: "response",
      created_at: context.createdS,
      status,
      error: null,
      incomplete_details: isCut ? { reason: "max_output_tokens" } : null,
      instructions: null,
      metadata: {},
      model: context.model,
      output: finished,
      parallel_tool_calls: true,
      temperature: 1,
      tool_choice: "auto",
      tools: [],
      top_p: 1,
      usage,
    };
  }

  function closeItem(): string {
    if (!item) return "";
    const done = item.done();
    finished.push(done.item);
    const output_index = item.index;
    item = null;
    const events = done.events.map(([type, fields]) => event(type, fields)).join("");
    return events + event("response.output_item.done", { output_index, item: done.item });
  }

  function openItemFor(piece: Piece): string {
    if (item?.accepts(piece)) return "";
    const closing = closeItem();
    item = createOpenItem(piece, { request, index: finished.length });
    return closing + item.opening.map(([type, fields]) => event(type, fields)).join("");
  }

  const finalStatus = (ending: Ending) => (ending.finishReason === "length" ? "incomplete" : "completed");

  return {
    opening() {
      const created = event("response.created", { response: response("in_progress", null) });
      return created + event("response.in_progress", { response: response("in_progress", null) });
    },
    delta(piece) {
      const opening = openItemFor(piece);
      const delta = item?.delta(piece.text);
      return delta ? opening + event(...delta) : opening;
    },
    closing(ending) {
      const closing = closeItem();
      const status = finalStatus(ending);
      const end = script.hasDone ? event(`response.${status}`, { response: response(status, ending) }) : "";
      return { finish: closing, usage: "", done: end };
    },
    error: (message) => event("error", { code: "server_error", message, param: null }),
    whole(ending) {
      for (const content of contentsOf(ending))
        finished.push(finishedItem(content, { request, index: finished.length }));
      return response(finalStatus(ending), ending);
    },
  };
}

function contentsOf({ reasoning, answer, toolCalls }: Ending): ItemContent[] {
  return [
    ...(reasoning === "" ? [] : [{ channel: "reasoning" as const, text: reasoning, toolName: null }]),
    ...(answer === "" ? [] : [{ channel: "answer" as const, text: answer, toolName: null }]),
    ...toolCalls.map((call) => ({ channel: "tool_call" as const, text: call.arguments, toolName: call.name })),
  ];
}

function responseUsage(usage: Usage): unknown {
  return {
    input_tokens: usage.prompt_tokens,
    input_tokens_details: { cached_tokens: usage.cached_tokens },
    output_tokens: usage.output_tokens,
    output_tokens_details: { reasoning_tokens: usage.reasoning_tokens },
    total_tokens: usage.prompt_tokens + usage.output_tokens,
  };
}
