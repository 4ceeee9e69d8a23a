import { formatNumber } from "./format-number.ts";

/** Decimals for a whole column of dollars: enough that its largest amount shows three digits. */
export function usdDecimalsFor(amounts: readonly (number | null)[]): number {
  const largest = Math.max(0, ...amounts.filter((amount) => amount !== null).map(Math.abs));
  if (largest === 0) return 2;
  return largest < 0.1 ? 4 : largest < 10 ? 3 : 2;
}

export const formatUsdIn = (decimals: number, usd: number): string =>
  `${usd < 0 ? "-" : ""}$${formatNumber(Math.abs(usd), decimals)}`;

/** US dollars that stand alone. */
export const formatUsd = (usd: number): string => formatUsdIn(usdDecimalsFor([usd]), usd);
