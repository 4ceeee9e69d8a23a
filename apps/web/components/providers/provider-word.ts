import type { Provider } from "@tfbench/contracts";

/** What a kind of system is called on a page. */
export const PROVIDER_WORD = {
  tinyfish: "TinyFish",
  openai: "OpenAI-compatible",
  anthropic: "Anthropic",
  http_sse: "Any event stream",
} as const satisfies Record<Provider, string>;
