import { z } from "zod";

const Range = z
  .tuple([z.number().min(0), z.number().min(0)])
  .refine(([low, high]) => low <= high, "the first number must not exceed the second");

/** How the LLM endpoints behave where neither request nor script says it. */
export const LlmOptions = z.strictObject({
  model: z.string().min(1).default("simulated-model"),
  /** Whether the LLM endpoints want an API key, as a bearer or as x-api-key. */
  requires_key: z.boolean().default(false),
  /** Answers generated at once; the rest waits in order. */
  slots: z.int().min(1).nullable().default(null),
  ttft_ms: Range.default([150, 350]),
  gap_ms: z.number().min(0).default(20),
  output_tokens: Range.default([32, 128]),
  /** `turn` turns the event loop through the last millisecond before a write; `sleep` leaves the processor free and is late by up to a millisecond. */
  pacing: z.enum(["turn", "sleep"]).default("turn"),
  /** Writes kept for the ground truth, in memory; beyond them the oldest finished requests are forgotten. */
  truth_writes: z.int().min(0).default(2_000_000),
});
export type LlmOptions = z.output<typeof LlmOptions>;
