import type { ServerBooksFigure } from "@tfbench/contracts";
import type { OwnBook } from "./own-book.ts";
import type { ServerKind } from "./server-totals.ts";

/** Where a server keeps a figure, and which of ours has the same definition. */
export type KnownFigure = {
  name: ServerBooksFigure["name"];
  unit: ServerBooksFigure["unit"];
  source: string;
  /** A counter, or the sum and the count that a mean is made of, with what its seconds are multiplied by. */
  from: { counter: string } | { sum: string; count: string };
  ours: (book: OwnBook) => number | null;
};

const counter = (name: KnownFigure["name"], source: string, ours: KnownFigure["ours"]): KnownFigure => ({
  name,
  unit: "tokens",
  source,
  from: { counter: source },
  ours,
});
const histogram = (name: KnownFigure["name"], source: string, ours: KnownFigure["ours"]): KnownFigure => ({
  name,
  unit: "ms",
  source,
  from: { sum: `${source}_sum`, count: `${source}_count` },
  ours,
});

const PROMPT = counter("prompt_tokens", "prompt_tokens_total", ({ tokens }) => tokens.input);
const GENERATION = counter("generation_tokens", "generation_tokens_total", ({ tokens }) => tokens.output);
const TTFT = histogram("ttft_ms", "time_to_first_token_seconds", ({ ttftMs }) => ttftMs.value);
const E2E = histogram("e2e_ms", "e2e_request_latency_seconds", ({ e2eMs }) => e2eMs.value);

/** In the order they are printed. Of several that have the same name the first one the server keeps counts. */
export const KNOWN_FIGURES: Record<ServerKind, readonly KnownFigure[]> = {
  vllm: [
    PROMPT,
    GENERATION,
    TTFT,
    // One value for each output of the engine: a gap between chunks, whatever number of tokens is in them.
    histogram("inter_token_ms", "inter_token_latency_seconds", ({ gapMs }) => gapMs.value),
    histogram("inter_token_ms", "time_per_output_token_seconds", ({ gapMs }) => gapMs.value),
    E2E,
  ],
  sglang: [
    PROMPT,
    GENERATION,
    TTFT,
    // Weighted by the tokens of each output; the older name has one value for each request.
    histogram("inter_token_ms", "inter_token_latency_seconds", ({ perTokenMs }) => perTokenMs.value),
    histogram("inter_token_ms", "time_per_output_token_seconds", ({ runPerTokenMs }) => runPerTokenMs.value),
    E2E,
  ],
  "llama.cpp": [
    // Counts what was read anew; the cache's part stands elsewhere.
    counter("prompt_tokens", "prompt_tokens_total", ({ tokens }) => tokens.uncached),
    counter("generation_tokens", "tokens_predicted_total", ({ tokens }) => tokens.output),
    {
      name: "inter_token_ms",
      unit: "ms",
      source: "tokens_predicted_seconds_total",
      from: { sum: "tokens_predicted_seconds_total", count: "tokens_predicted_total" },
      ours: ({ perTokenMs }) => perTokenMs.value,
    },
  ],
};
