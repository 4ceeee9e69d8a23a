import type { LoadMetric, LoadPercentile, Rate } from "@tfbench/contracts";

/** Three significant digits, never fewer than the whole number: 0.284, 12.3, 812, 12,345. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/**
 * A percentile with its interval, or how many values it takes: "812 (790-841)", "too few (60 of 299)". Values that depend
 * on each other too much for an interval say what they are worth: "812 (n_eff 14)".
 */
export function formatPercentile({ value, low, high, needed, effective_n }: LoadPercentile, n: number): string {
  if (needed !== null) return `too few (${n} of ${needed})`;
  if (value === null) return "not reached";
  if (low === null && high === null) {
    return effective_n === null ? formatNumber(value) : `${formatNumber(value)} (n_eff ${effective_n})`;
  }
  return `${formatNumber(value)} (${low === null ? "?" : formatNumber(low)}-${high === null ? "?" : formatNumber(high)})`;
}

export const formatMean = ({ mean }: LoadMetric): string => (mean === null ? "-" : formatNumber(mean));

/** A share with its interval and what was divided by what: "92 % (83-97), 55 of 60". */
export function formatRate({ value, low, high, numerator, denominator }: Rate): string {
  if (value === null || low === null || high === null) return "no run";
  const percent = (share: number): string => formatPercent(share * 100);
  return `${percent(value)} % (${percent(low)}-${percent(high)}), ${numerator} of ${denominator}`;
}

const formatPercent = (percent: number): string =>
  percent.toLocaleString("en-US", { maximumFractionDigits: percent < 10 || percent > 99 ? 1 : 0 });
