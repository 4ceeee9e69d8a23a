import { z } from "zod";
import { JsonObject, text } from "./text.ts";

const Headers = z.record(text({ min: 1, max: 255 }), text({ max: 8_192 }));
const Message = z.looseObject({ role: text({ min: 1, max: 64 }) });

/** Body of chat completions, completions or responses. Servers differ in what else they take, so more is let through. */
export const OpenaiRequest = z
  .looseObject({
    model: text({ min: 1, max: 255 }),
    messages: z.array(Message).min(1).max(10_000).optional(),
    prompt: z.union([text({ max: 10_000_000 }), z.array(z.unknown()).min(1)]).optional(),
    input: z.union([text({ max: 10_000_000 }), z.array(z.unknown()).min(1)]).optional(),
    stream: z.literal(true).optional().meta({ description: "Always asked for." }),
    stream_options: JsonObject.nullable()
      .optional()
      .meta({ description: 'Left out: {"include_usage":true}; null: not sent.' }),
    tools: z.array(JsonObject).max(1_000).optional(),
    extra_headers: Headers.optional().meta({ description: "Sent as headers." }),
    extra_body: JsonObject.optional().meta({ description: "Put into the body, over what stands there." }),
  })
  .superRefine((request, issues) => {
    const given = (["messages", "prompt", "input"] as const).filter((name) => request[name] !== undefined);
    if (given.length === 1) return;
    const message =
      given.length === 0
        ? "is required, or else prompt (completions) or input (responses)"
        : `cannot stand beside ${given.slice(1).join(" and ")}`;
    issues.addIssue({ code: "custom", path: [given[0] ?? "messages"], message });
  });
export type OpenaiRequest = z.infer<typeof OpenaiRequest>;
