import { z } from "zod";
import { Name } from "./text.ts";

const MOST_TEXT = 900_000;
const tokens = z.int().min(1).nullable();

/** When requests came in once, as text. A replay sends prompts as long as it says at the same distances. */
export const TraceText = z.strictObject({
  name: Name.default("trace").meta({ description: "Of its file, for what is said of it." }),
  form: z.enum(["jsonl", "csv"]),
  text: z.string().min(1).max(MOST_TEXT).meta({
    description:
      'JSONL as {"timestamp": 0, "input_length": 512, "output_length": 64, "hash_ids": [1, 2]}, as Mooncake has it, or CSV with such columns, as Azure and BurstGPT have it. Lengths and blocks may be left out.',
  }),
  unit: z.enum(["ms", "s"]).optional().meta({
    description: "Of bare numbers as timestamps. Left out: ms in JSONL, s in CSV, as published traces have them.",
  }),
  speed: z.number().min(0.001).max(1_000).default(1).meta({ description: "2 is twice as fast as it was recorded." }),
  max_in_flight: z.int().min(1).max(16_384).nullable().default(null).meta({ description: "As of an open load." }),
  on_full: z.enum(["wait", "drop"]).default("wait"),
});
export type TraceText = z.infer<typeof TraceText>;

/** What a trace says of its requests, in the order they are due. */
export const LoadTrace = z.object({
  name: z.string(),
  speed: z.number(),
  requests: z.array(
    z.object({
      input_tokens: tokens,
      output_tokens: tokens,
      blocks: z.array(z.int().min(0)).nullable().meta({
        description:
          "Names of the prompt's blocks of 512 tokens: equal names are equal text. null where none are named.",
      }),
    }),
  ),
});
export type LoadTrace = z.infer<typeof LoadTrace>;
