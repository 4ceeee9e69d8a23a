import type { RequestTemplate } from "./request-templates.ts";

const DEFAULTS = { model: "my-model", prompt: "Explain in three sentences what a load test shows." };

/** First requests to endpoints that stream text. The stream and its usage are asked for without being written here. */
export const LLM_TEMPLATES: readonly RequestTemplate[] = [
  {
    provider: "openai",
    name: "Chat (OpenAI-compatible)",
    purpose: "Chat completions, as OpenAI, vLLM, SGLang, llama.cpp and most gateways serve them.",
    request: {
      model: "{{model}}",
      messages: [{ role: "user", content: "{{prompt}}" }],
      max_tokens: 256,
      temperature: 0,
    },
    default_inputs: DEFAULTS,
  },
  {
    provider: "openai",
    name: "Completion",
    purpose:
      "Plain completions: a prompt without roles. ignore_eos makes servers such as vLLM write max_tokens in full.",
    request: { model: "{{model}}", prompt: "{{prompt}}", max_tokens: 128, extra_body: { ignore_eos: true } },
    default_inputs: DEFAULTS,
  },
  {
    provider: "openai",
    name: "Response",
    purpose: "OpenAI's responses API: `input` in place of messages.",
    request: { model: "{{model}}", input: "{{prompt}}", max_output_tokens: 256 },
    default_inputs: DEFAULTS,
  },
  {
    provider: "anthropic",
    name: "Messages (Anthropic)",
    purpose: "Anthropic's messages API. max_tokens is required there.",
    request: { model: "{{model}}", max_tokens: 256, messages: [{ role: "user", content: "{{prompt}}" }] },
    default_inputs: DEFAULTS,
  },
  {
    provider: "http_sse",
    name: "Event stream",
    purpose: "Any request that is answered with server-sent events; `stream` says where text, end and usage stand.",
    request: {
      body: { prompt: "{{prompt}}", stream: true },
      stream: {
        content: "$.text",
        terminal: { data: "[DONE]" },
        error: "$.error.message",
        usage: { output_tokens: "$.usage.output_tokens" },
      },
    },
    default_inputs: { prompt: DEFAULTS.prompt },
  },
];
