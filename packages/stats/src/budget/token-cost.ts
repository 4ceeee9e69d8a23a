import type { Prices, RunResult } from "@tfbench/contracts";

/** What tokens cost; a price that is null or left out is not known. */
export type TokenPrices = Pick<
  Prices,
  "usd_per_million_input_tokens" | "usd_per_million_output_tokens" | "usd_per_million_cached_tokens"
> &
  Partial<Pick<Prices, "bills">>;

type Priced = Pick<RunResult, "status" | "stamps" | "input_tokens" | "output_tokens" | "cached_tokens">;

/** Far below what one token of the cheapest model costs, so that rounding is in no sum. */
const PARTS_OF_A_DOLLAR = 1e12;

/**
 * What a run cost by the server's own count of tokens; null where a price or a count is missing. Input that came from a
 * cache has a price of its own, and where it has none it costs what other input does.
 */
export function tokenCost(run: Priced, prices: TokenPrices): number | null {
  const { usd_per_million_input_tokens: input, usd_per_million_output_tokens: output } = prices;
  if (input === null || input === undefined || output === null || output === undefined) return null;
  if (run.stamps.sent === null) return 0;
  // A request that was refused before any word of an answer is not billed; one that ran out of time may be.
  const isRefused = run.status === "infra_error" || run.status === "rate_limited";
  if (isRefused && run.stamps.first_event === null && run.output_tokens === null) return 0;
  if (prices.bills === "completed" && run.status !== "completed") return 0;
  const { input_tokens, output_tokens } = run;
  if (input_tokens === null || output_tokens === null) return null;
  const cached = prices.usd_per_million_cached_tokens ?? null;
  const cachedTokens = cached === null ? 0 : run.cached_tokens;
  if (cachedTokens === null) return null;
  const ofInput = (input_tokens - cachedTokens) * input + cachedTokens * (cached ?? 0);
  return Math.round(((ofInput + output_tokens * output) / 1e6) * PARTS_OF_A_DOLLAR) / PARTS_OF_A_DOLLAR;
}
