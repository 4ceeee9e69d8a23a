import { formatNumber } from "./format-number.ts";

/** A share as percent without its sign: 0.5 is "50", and nothing but none is "0" and nothing but all is "100". */
export function formatShare(share: number): string {
  const percent = share * 100;
  const isNearEnd = (percent > 0 && percent < 1) || (percent > 99 && percent < 100);
  return formatNumber(percent, isNearEnd ? 1 : 0);
}
