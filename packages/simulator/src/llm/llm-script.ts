import { z } from "zod";

const Ms = z.number().min(0).max(3_600_000);
/** So many fit into a request's body with room for the rest. */
const MOST_CHUNK_OFFSETS = 20_000;
const Tokens = z.int().min(0).max(1_000_000);

export const LlmFault = z.strictObject({
  kind: z.enum([
    "http_401",
    "http_404",
    "http_429",
    "http_500",
    "html", // a web page with status 200, as a wrong base URL gives it
    "in_band_error", // after `at` chunks an error object inside the stream, which then ends
    "truncated", // after `at` chunks the connection closes within the body
    "reset_after_bytes", // the connection is reset after `at` bytes of the body
    "stall_after", // silence after `at` chunks, until the client leaves
    "endless", // the answer has no end
    "endless_header", // the header block has no end
    "huge_event", // the first event has `at` bytes
    "keep_open", // after the last event the body stays open for `at` ms
    "slow_trickle", // one byte every `at` ms
  ]),
  at: z.number().min(0).max(1_073_741_824).optional(),
});
export type LlmFault = z.infer<typeof LlmFault>;

const LlmScriptKeys = z.strictObject({
  /** Timing: the first token from the moment a slot is free, each further chunk from when the one before was due. */
  ttft_ms: Ms.optional(),
  gap_ms: Ms.optional(),
  tokens_per_second: z.number().positive().max(1_000_000).optional(),
  jitter: z.number().min(0).max(3).optional(), // sigma of a lognormal factor on every gap, mean 1
  ttft_jitter: z.number().min(0).max(3).optional(),
  /** Instead of all of these: when each content chunk is due, from the same moment as ttft_ms; how many there are follows. */
  chunk_offsets_ms: z.array(Ms).min(1).max(MOST_CHUNK_OFFSETS).optional(),
  bulk: z.boolean().optional(), // no pacing: as much as the socket takes

  /** Content. */
  output_tokens: Tokens.optional(),
  text: z.string().max(1_048_576).optional(), // instead of made-up words
  tokens_per_chunk: z.int().min(1).max(10_000).optional(),
  reasoning_tokens: Tokens.optional(), // before the answer, counted as output besides output_tokens
  reasoning_field: z.enum(["reasoning_content", "reasoning"]).optional(),
  tool_calls: z
    .union([
      z.int().min(0).max(16),
      z
        .array(z.strictObject({ name: z.string().min(1).max(64), arguments: z.record(z.string(), z.json()) }))
        .min(1)
        .max(16),
    ])
    .optional(),
  finish_reason: z.enum(["stop", "length", "tool_calls", "content_filter"]).optional(),

  /** Usage. */
  prompt_tokens: Tokens.optional(),
  cached_tokens: Tokens.optional(),
  hidden_tokens: Tokens.optional(), // counted in the usage, never written
  usage: z.enum(["on", "off", "in_finish", "zero", "every_chunk_null"]).optional(),

  /** The stream's form. */
  headers: z.enum(["at_once", "with_first_token"]).optional(),
  role_first: z
    .union([z.boolean(), z.enum(["own_write", "same_write", "in_first_token", "at_once", "never"])])
    .optional(),
  role_content: z.enum(["empty", "null"]).optional(),
  finish_in: z.enum(["own_event", "last_token"]).optional(),
  join_end: z.boolean().optional(), // false: finish, usage, [DONE] and the body's end in a write each
  done: z.boolean().optional(), // false: no [DONE]
  gzip: z.boolean().optional(),
  fault: LlmFault.optional(),
});

/** What chunk_offsets_ms takes the place of. */
export const SAID_BY_OFFSETS = [
  "ttft_ms",
  "gap_ms",
  "tokens_per_second",
  "jitter",
  "ttft_jitter",
  "output_tokens",
  "text",
] as const;

/** The JSON of an `x-simulate` header, of a `[[simulate {...}]]` in the last user message, or of the server's default. */
export const LlmScript = LlmScriptKeys.superRefine((script, context) => {
  const refuse = (key: keyof LlmScript, message: string) => context.addIssue({ code: "custom", path: [key], message });
  if (script.gap_ms !== undefined && script.tokens_per_second !== undefined) {
    refuse("tokens_per_second", "cannot stand beside gap_ms, which already says it");
  }
  const offsets = script.chunk_offsets_ms;
  if (offsets === undefined) return;
  for (const key of SAID_BY_OFFSETS) {
    if (script[key] !== undefined) refuse(key, "cannot stand beside chunk_offsets_ms, which already says it");
  }
  if (offsets.some((offset, index) => offset < (offsets[index - 1] ?? 0))) {
    refuse("chunk_offsets_ms", "must not go back in time");
  }
});
export type LlmScript = z.infer<typeof LlmScript>;
