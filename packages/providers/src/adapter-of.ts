import { unreachable, type Provider } from "@tfbench/contracts";
import type { ProviderAdapter } from "@tfbench/engine";
import { tinyfishAdapter } from "./tinyfish/tinyfish-adapter.ts";

export function adapterOf(provider: Provider): ProviderAdapter {
  switch (provider) {
    case "tinyfish":
      return tinyfishAdapter;
    default:
      return unreachable(provider);
  }
}
