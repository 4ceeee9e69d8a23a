import { z } from "zod";
import { createChatFormat } from "./chat-format.ts";
import type { LlmApi } from "./llm-api.ts";
import { Message, readMessages } from "./message.ts";
import { openaiErrorBody } from "./openai-error-body.ts";

const Limit = z.int().min(1).nullish();

const ChatBody = z.looseObject({
  model: z.string(),
  messages: z.array(Message).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  max_tokens: Limit,
  max_completion_tokens: Limit,
  min_tokens: z.int().min(0).nullish(),
  ignore_eos: z.boolean().nullish(),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }).optional() })).nullish(),
});

/** POST /v1/chat/completions. */
export const chatApi: LlmApi<z.output<typeof ChatBody>> = {
  schema: ChatBody,
  read: (body) => ({
    model: body.model,
    isStreamed: body.stream === true,
    ...readMessages(body.messages),
    promptTokens: null,
    maxTokens: body.max_completion_tokens ?? body.max_tokens ?? null,
    minTokens: body.min_tokens ?? 0,
    ignoresEnd: body.ignore_eos === true,
    asksForUsage: body.stream_options?.include_usage === true,
    toolName: body.tools?.[0]?.function?.name ?? null,
  }),
  createFormat: createChatFormat,
  errorBody: openaiErrorBody,
};
