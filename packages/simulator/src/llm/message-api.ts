import { z } from "zod";
import type { LlmApi } from "./llm-api.ts";
import { createMessageFormat } from "./message-format.ts";
import { Message, readMessages } from "./message.ts";

const MessageBody = z.looseObject({
  model: z.string(),
  max_tokens: z.int().min(1),
  messages: z.array(Message).min(1),
  system: Message.shape.content,
  stream: z.boolean().nullish(),
  tools: z.array(z.looseObject({ name: z.string() })).nullish(),
  ignore_eos: z.boolean().nullish(),
});

const ERROR_TYPES = new Map([
  [401, "authentication_error"],
  [403, "permission_error"],
  [404, "not_found_error"],
  [413, "request_too_large"],
  [429, "rate_limit_error"],
]);

/** POST /v1/messages, Anthropic's. */
export const messageApi: LlmApi<z.output<typeof MessageBody>> = {
  schema: MessageBody,
  read: (body) => ({
    model: body.model,
    isStreamed: body.stream === true,
    ...readMessages([{ role: "system", content: body.system }, ...body.messages]),
    promptTokens: null,
    maxTokens: body.max_tokens,
    minTokens: 0,
    ignoresEnd: body.ignore_eos === true,
    asksForUsage: true,
    toolName: body.tools?.[0]?.name ?? null,
  }),
  createFormat: createMessageFormat,
  errorBody: ({ status, message }) => ({
    type: "error",
    error: { type: ERROR_TYPES.get(status) ?? (status >= 500 ? "api_error" : "invalid_request_error"), message },
  }),
};
