import { unreachable, type Provider } from "@tfbench/contracts";
import { anthropicForm } from "./anthropic/anthropic-form.ts";
import { httpSseForm } from "./http-sse/http-sse-form.ts";
import { openaiForm } from "./openai/openai-form.ts";
import type { RequestForm } from "./request-form.ts";

/** Null: an agent, whose request is a goal rather than a turn. */
export function requestFormOf(provider: Provider): RequestForm | null {
  switch (provider) {
    case "tinyfish":
      return null;
    case "openai":
      return openaiForm;
    case "anthropic":
      return anthropicForm;
    case "http_sse":
      return httpSseForm;
    default:
      return unreachable(provider);
  }
}
