import type { Provider } from "@tfbench/contracts";

/** Where the simulator speaks a provider's API; what it does not speak it is asked for as chat completions. */
export const simulatorEndpoint = (url: string, provider: Provider): string =>
  `${url}${provider === "anthropic" ? "/v1/messages" : "/v1/chat/completions"}`;
