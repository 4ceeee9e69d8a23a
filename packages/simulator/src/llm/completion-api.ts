import { z } from "zod";
import { createCompletionFormat } from "./completion-format.ts";
import type { LlmApi } from "./llm-api.ts";
import { openaiErrorBody } from "./openai-error-body.ts";

const CompletionBody = z.looseObject({
  model: z.string(),
  prompt: z.union([z.string(), z.array(z.string()).min(1), z.array(z.int()).min(1), z.array(z.array(z.int())).min(1)]),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  max_tokens: z.int().min(1).nullish(),
  min_tokens: z.int().min(0).nullish(),
  ignore_eos: z.boolean().nullish(),
});
type CompletionBody = z.output<typeof CompletionBody>;

/** POST /v1/completions. Of several prompts all are counted and one is answered. */
export const completionApi: LlmApi<CompletionBody> = {
  schema: CompletionBody,
  read(body) {
    const text = promptText(body.prompt);
    return {
      model: body.model,
      isStreamed: body.stream === true,
      promptText: text,
      lastUserText: text,
      messages: 0,
      promptTokens: promptTokens(body.prompt),
      maxTokens: body.max_tokens ?? null,
      minTokens: body.min_tokens ?? 0,
      ignoresEnd: body.ignore_eos === true,
      asksForUsage: body.stream_options?.include_usage === true,
      toolName: null,
    };
  },
  createFormat: createCompletionFormat,
  errorBody: openaiErrorBody,
};

function promptText(prompt: CompletionBody["prompt"]): string {
  return typeof prompt === "string" ? prompt : prompt.flat().join("\n");
}

/** Null where the prompt is text. */
function promptTokens(prompt: CompletionBody["prompt"]): number | null {
  if (typeof prompt === "string") return null;
  const tokens = prompt.flat();
  return tokens.every((token) => typeof token === "number") ? tokens.length : null;
}
