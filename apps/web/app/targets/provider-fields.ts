import type { Provider } from "@tfbench/contracts";

/** What a target of a provider begins with, and what its fields mean there. */
export type ProviderFields = {
  base_url: string;
  credential: string;
  addressHint: string;
  credentialHint: string;
  /** Whether it charges by the step. */
  hasSteps: boolean;
};

const KEY = "env:NAME, an environment variable of the worker. The key itself is never stored.";

export const PROVIDER_FIELDS: Record<Provider, ProviderFields> = {
  tinyfish: {
    base_url: "https://agent.tinyfish.ai",
    credential: "env:TINYFISH_API_KEY",
    addressHint: "The service's base address; the paths of its API are put behind it.",
    credentialHint: KEY,
    hasSteps: true,
  },
  openai: {
    base_url: "https://api.openai.com/v1",
    credential: "env:OPENAI_API_KEY",
    addressHint:
      "The service (http://127.0.0.1:8000), its base (ending in /v1), or the whole path of an endpoint (ending in /v1/chat/completions). vLLM, SGLang, llama.cpp and gateways speak it too.",
    credentialHint: `${KEY} Sent as Authorization: Bearer; left empty, no key is sent.`,
    hasSteps: false,
  },
  anthropic: {
    base_url: "https://api.anthropic.com",
    credential: "env:ANTHROPIC_API_KEY",
    addressHint: "The service, its base (ending in /v1), or the whole path (ending in /v1/messages).",
    credentialHint: `${KEY} Sent as x-api-key; left empty, no key is sent.`,
    hasSteps: false,
  },
  http_sse: {
    base_url: "",
    credential: "",
    addressHint:
      "The whole address that answers with server-sent events, or its beginning: an automation's request may put a path behind it.",
    credentialHint: `${KEY} Sent as Authorization: Bearer, or in the header that the request names as key_header.`,
    hasSteps: false,
  },
};
