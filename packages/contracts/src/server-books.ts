import { z } from "zod";

/** One figure as the far end has it and as this program measured it. */
export const ServerBooksFigure = z.object({
  name: z.enum(["requests", "prompt_tokens", "generation_tokens", "ttft_ms", "inter_token_ms", "e2e_ms"]),
  unit: z.enum(["requests", "tokens", "ms"]),
  server: z.number().nullable().meta({ description: "null: the server has no such figure." }),
  ours: z.number().nullable().meta({ description: "By the server's definition, over all runs, warm-up included." }),
  difference: z.number().nullable().meta({ description: "(ours - server) / server." }),
  source: z.string().nullable().meta({ description: "Name of the server's metric; a mean is its sum / its count." }),
});
export type ServerBooksFigure = z.infer<typeof ServerBooksFigure>;

/** What the far end's own metrics say happened between the load's begin and its end, beside what was measured here. */
export const ServerBooks = z.object({
  url: z.string().meta({ description: "Where the metrics were read; without secrets." }),
  server: z.enum(["vllm", "sglang", "llama.cpp"]).nullable(),
  verdict: z.enum(["agree", "differ", "not_attributable", "unread"]).meta({
    description:
      "differ: a figure is over 5 % off. not_attributable: the server counted other requests than ours. unread: its metrics could not be read after the load, or began anew.",
  }),
  sentences: z.array(z.string()).meta({ description: "What a reader has to know; empty where the books agree." }),
  figures: z.array(ServerBooksFigure),
});
export type ServerBooks = z.infer<typeof ServerBooks>;
