import type { JsonObject, JsonValue } from "@tfbench/contracts";
import { contentText } from "../llm/message-text.ts";
import { withTokenLimit } from "../llm/token-limits.ts";
import type { ChatMessage } from "@tfbench/engine";
import type { RequestForm } from "../request-form.ts";
import { toAnthropicMessage } from "./to-anthropic-message.ts";

const PATH = "/v1/messages";
/** The API answers nothing without a limit. */
const DEFAULT_MAX_TOKENS = 1_024;

/** Bodies of Anthropic's messages API: the system's words stand apart, and there is always a limit. */
export const anthropicForm: RequestForm = {
  apis: ["messages"],
  beginnings: ["system", "messages"],
  apiAt: (path) => (path.replace(/\/+$/, "").endsWith("/messages") ? "messages" : null),
  // Chat completions have messages too, so they say nothing.
  apiOf: () => null,
  pathOf: () => PATH,
  write: ({ model, maxTokens, minTokens, ignoresEnd, tools, body }) => ({
    ...(model === null ? {} : { model }),
    max_tokens: maxTokens ?? DEFAULT_MAX_TOKENS,
    ...(minTokens === null ? {} : { min_tokens: minTokens }),
    ...(ignoresEnd ? { ignore_eos: true } : {}),
    ...(tools === null ? {} : { tools }),
    ...body,
  }),
  withTurn(request, turn) {
    const limited = withTokenLimit(
      { max_tokens: DEFAULT_MAX_TOKENS, ...request },
      "max_tokens",
      turn?.max_tokens ?? null,
    );
    if (turn === null) return limited;
    const told = turn.messages.filter(isSystem);
    return {
      ...limited,
      ...(told.length === 0 ? {} : { system: systemOf(request["system"], told) }),
      messages: turn.messages.filter((message) => !isSystem(message)).map(toAnthropicMessage),
    };
  },
};

const isSystem = ({ role }: ChatMessage): boolean => role === "system" || role === "developer";

function systemOf(given: JsonValue | undefined, told: readonly ChatMessage[]): JsonValue {
  const texts = told.map(({ content }) => contentText(content));
  if (Array.isArray(given)) return [...given, ...texts.map((text): JsonObject => ({ type: "text", text }))];
  return [...(typeof given === "string" ? [given] : []), ...texts].join("\n\n");
}
