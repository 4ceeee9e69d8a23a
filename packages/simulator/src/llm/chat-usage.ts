import type { Usage } from "./llm-format.ts";

/** The usage object of chat and text completions. */
export function chatUsage(usage: Usage): unknown {
  return {
    prompt_tokens: usage.prompt_tokens,
    completion_tokens: usage.output_tokens,
    total_tokens: usage.prompt_tokens + usage.output_tokens,
    prompt_tokens_details: { cached_tokens: usage.cached_tokens },
    completion_tokens_details: { reasoning_tokens: usage.reasoning_tokens },
  };
}
