import type { Usage } from "./llm-format.ts";

/** What a server says that does not count. */
export const ZERO_USAGE: Usage = { prompt_tokens: 0, cached_tokens: 0, output_tokens: 0, reasoning_tokens: 0 };
