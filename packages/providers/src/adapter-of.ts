import { unreachable, type Provider } from "@tfbench/contracts";
import type { ProviderAdapter } from "@tfbench/engine";
import { anthropicAdapter } from "./anthropic/anthropic-adapter.ts";
import { httpSseAdapter } from "./http-sse/http-sse-adapter.ts";
import { openaiAdapter } from "./openai/openai-adapter.ts";
import { tinyfishAdapter } from "./tinyfish/tinyfish-adapter.ts";

export function adapterOf(provider: Provider): ProviderAdapter {
  switch (provider) {
    case "tinyfish":
      return tinyfishAdapter;
    case "openai":
      return openaiAdapter;
    case "anthropic":
      return anthropicAdapter;
    case "http_sse":
      return httpSseAdapter;
    default:
      return unreachable(provider);
  }
}
