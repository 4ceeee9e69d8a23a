import { z } from "zod";

/** So many words of its own tell a prompt from any other of its batch. */
const OWN_TOKENS = 4;

/** What the runs of one batch ask an endpoint. Unique unless repeats are asked for: a server answers those from its cache. */
export const PromptSettings = z.strictObject({
  synthetic: z
    .strictObject({
      input_tokens: z.int().min(OWN_TOKENS).max(131_072),
      shared_prefix_tokens: z
        .int()
        .min(0)
        .max(131_072)
        .default(0)
        .meta({ description: "The first so many are the same in every prompt, as a shared system prompt is." }),
    })
    .refine(({ input_tokens, shared_prefix_tokens }) => input_tokens - shared_prefix_tokens >= OWN_TOKENS, {
      path: ["shared_prefix_tokens"],
      message: `must leave ${OWN_TOKENS} tokens of a prompt to tell it from the others`,
    })
    .optional()
    .meta({
      description:
        "Made of common words, about so many tokens. Left out: the automation's own prompt, with a few words before it that only this run has.",
    }),
  allow_repeats: z
    .boolean()
    .default(false)
    .meta({ description: "Every run sends the same prompt; of chats, conversations may be had again word for word." }),
});
export type PromptSettings = z.infer<typeof PromptSettings>;

/** How many prompts a batch has and how much of them the far end knew already. */
export const BatchPrompts = z.object({
  source: z.enum(["request", "synthetic", "conversations", "trace"]),
  distinct: z.int().min(1),
  runs: z.int().min(1),
  cached_token_share: z
    .number()
    .nullable()
    .meta({ description: "Of the input tokens of its successes; null where the server does not say." }),
});
export type BatchPrompts = z.infer<typeof BatchPrompts>;
