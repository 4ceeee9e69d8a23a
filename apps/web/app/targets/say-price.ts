import type { Target } from "@tfbench/contracts";
import { formatUsd } from "#format/format-usd.ts";

const orUnknown = (usd: number | null | undefined) => (usd === null || usd === undefined ? "?" : formatUsd(usd));

/** What a target charges, by the kind of its price; null where nothing of it is known. */
export function sayPrice({ provider, prices }: Pick<Target, "provider" | "prices">): string | null {
  if (provider === "tinyfish") return prices.usd_per_step === null ? null : `${formatUsd(prices.usd_per_step)} a step`;
  const { usd_per_million_input_tokens: input = null, usd_per_million_output_tokens: output = null } = prices;
  return input === null && output === null
    ? null
    : `${orUnknown(input)} in, ${orUnknown(output)} out, a million tokens`;
}
