import type { LoadMetric, LoadPercentile } from "@tfbench/contracts";
import type { Figure } from "#components/figure-model.ts";
import { formatNumber } from "#format/format-number.ts";
import type { LoadScale } from "./load-scale.ts";

type Quantile = keyof LoadMetric["percentiles"];

/** Why there is no interval, or no value. */
function whyOf({ value, low, high, needed, effective_n: effective }: LoadPercentile, n: number): string | null {
  if (needed !== null) return `too few (${formatNumber(n)} of ${formatNumber(needed)})`;
  if (value === null) return "not reached";
  if (low !== null || high !== null) return null;
  return effective === null ? "no interval" : `no interval: worth about ${formatNumber(effective)}`;
}

const intervalOf = ({ low, high }: LoadPercentile, write: LoadScale["write"]): string | null =>
  low === null && high === null
    ? null
    : `${low === null ? "open" : write(low)}-${high === null ? "open" : write(high)}`;

/** A percentile of runs that shared a loaded system, as every figure is shown. */
export function loadFigure(metric: LoadMetric, quantile: Quantile, scale: LoadScale): Figure {
  const percentile = metric.percentiles[quantile];
  const why = whyOf(percentile, metric.n);
  const isShown = percentile.value !== null && percentile.needed === null;
  return {
    name: quantile,
    value: isShown && percentile.value !== null ? scale.write(percentile.value) : null,
    unit: isShown ? scale.unit : "",
    interval: isShown ? intervalOf(percentile, scale.write) : null,
    basis: isShown ? `n ${formatNumber(metric.n)}` : null,
    why,
    isGreyed: why !== null,
  };
}
