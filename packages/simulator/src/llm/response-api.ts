import { z } from "zod";
import type { LlmApi } from "./llm-api.ts";
import { Message, readMessages } from "./message.ts";
import { openaiErrorBody } from "./openai-error-body.ts";
import { createResponseFormat } from "./response-format.ts";

const ResponseBody = z.looseObject({
  model: z.string(),
  input: z.union([z.string(), z.array(Message).min(1)]),
  instructions: z.string().nullish(),
  stream: z.boolean().nullish(),
  max_output_tokens: z.int().min(1).nullish(),
  tools: z.array(z.looseObject({ name: z.string().optional() })).nullish(),
  ignore_eos: z.boolean().nullish(),
});

/** POST /v1/responses. */
export const responseApi: LlmApi<z.output<typeof ResponseBody>> = {
  schema: ResponseBody,
  read(body) {
    const input = typeof body.input === "string" ? [{ role: "user", content: body.input }] : body.input;
    return {
      model: body.model,
      isStreamed: body.stream === true,
      ...readMessages([{ role: "system", content: body.instructions }, ...input]),
      promptTokens: null,
      maxTokens: body.max_output_tokens ?? null,
      minTokens: 0,
      ignoresEnd: body.ignore_eos === true,
      asksForUsage: true,
      toolName: body.tools?.find((tool) => tool.name !== undefined)?.name ?? null,
    };
  },
  createFormat: createResponseFormat,
  errorBody: openaiErrorBody,
};
