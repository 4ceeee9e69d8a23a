import { z } from "zod";
import { JsonObject, text } from "./text.ts";

/** Body of Anthropic's messages API. Fields it knows and we do not are let through. */
export const AnthropicRequest = z.looseObject({
  model: text({ min: 1, max: 255 }),
  messages: z
    .array(z.looseObject({ role: z.enum(["user", "assistant"]) }))
    .min(1)
    .max(10_000),
  max_tokens: z.int().min(1).max(10_000_000),
  stream: z.literal(true).optional().meta({ description: "Always asked for." }),
  tools: z.array(JsonObject).max(1_000).optional(),
  extra_headers: z
    .record(text({ min: 1, max: 255 }), text({ max: 8_192 }))
    .optional()
    .meta({ description: "Sent as headers, such as anthropic-beta." }),
  extra_body: JsonObject.optional().meta({ description: "Put into the body, over what stands there." }),
});
export type AnthropicRequest = z.infer<typeof AnthropicRequest>;
