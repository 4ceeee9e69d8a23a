import type { RunResult } from "@tfbench/contracts";
import type { TokenPrices } from "./budget.ts";

type Priced = Pick<RunResult, "status" | "stamps" | "input_tokens" | "output_tokens">;

/** What a run cost by the server's own count of tokens; null where it sent something and did not say how much. */
export function costOf(run: Priced, prices: TokenPrices): number | null {
  if (run.stamps.sent === null) return 0;
  if (run.input_tokens !== null && run.output_tokens !== null) {
    const { usdPerMillionInputTokens, usdPerMillionOutputTokens } = prices;
    return (run.input_tokens * usdPerMillionInputTokens + run.output_tokens * usdPerMillionOutputTokens) / 1e6;
  }
  // A request that was refused before any word of an answer is not billed; one that ran out of time may be.
  const isRefused = run.status === "infra_error" || run.status === "rate_limited";
  return isRefused && run.stamps.first_event === null ? 0 : null;
}
