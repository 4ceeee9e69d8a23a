import type { Estimate, Rate } from "@tfbench/contracts";
import { formatDurationIn, type DurationUnit } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatShare } from "#format/format-share.ts";

/** One figure as it is drawn. Where `value` is null, `why` says so in its place. */
export type Figure = {
  name: string | null;
  value: string | null;
  unit: string;
  interval: string | null;
  /** What it rests on; null where `why` already says it. */
  basis: string | null;
  why: string | null;
  /** True where the figure is shown but must not be leaned on. */
  isGreyed: boolean;
  /** True where the figure must not be believed. */
  isStruck?: boolean;
};

const tooFew = (n: number, needed: number) => `too few (${formatNumber(n)} of ${formatNumber(needed)})`;

type PercentileOptions = { name: string; unit: DurationUnit; noun: string; nothing: string };

/** A percentile with its interval, its n, and the n it would need. */
export function percentileFigure(estimate: Estimate, { name, unit, noun, nothing }: PercentileOptions): Figure {
  const basis = `n ${formatNumber(estimate.n)}${noun}`;
  const missing = estimate.needed !== null ? tooFew(estimate.n, estimate.needed) : null;
  if (estimate.value === null) {
    return {
      name,
      value: null,
      unit: "",
      interval: null,
      basis: null,
      why: missing ?? (estimate.n === 0 ? nothing : "not known"),
      isGreyed: true,
    };
  }
  const interval =
    estimate.low === null || estimate.high === null
      ? null
      : `${formatDurationIn(unit, estimate.low)}-${formatDurationIn(unit, estimate.high)}`;
  return {
    name,
    value: formatDurationIn(unit, estimate.value),
    unit,
    interval,
    basis,
    why: missing,
    isGreyed: missing !== null,
  };
}

/** A share with its interval, numerator and denominator. */
export function rateFigure(rate: Rate, nothing: string): Figure {
  const basis = `${formatNumber(rate.numerator)}/${formatNumber(rate.denominator)}`;
  if (rate.value === null)
    return { name: null, value: null, unit: "", interval: null, basis: null, why: nothing, isGreyed: true };
  const interval =
    rate.low === null || rate.high === null ? null : `${formatShare(rate.low)}-${formatShare(rate.high)}`;
  return { name: null, value: formatShare(rate.value), unit: "%", interval, basis, why: null, isGreyed: false };
}
