import type { Rate } from "@tfbench/contracts";
import { wilson } from "./wilson.ts";

/** A share with what was divided by what and its 95 % Wilson interval; all null where the denominator is 0. Trials must be independent. */
export function rateOf(numerator: number, denominator: number): Rate {
  const interval = wilson(numerator, denominator);
  if (interval === null) return { value: null, numerator, denominator, low: null, high: null };
  return { value: numerator / denominator, numerator, denominator, ...interval };
}
