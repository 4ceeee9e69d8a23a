import { normalQuantile } from "./normal-distribution.ts";
import type { Interval } from "./quantile-interval.ts";

/**
 * The score interval of a share (Wilson 1927) for `numerator` successes in `denominator` independent trials; both ends
 * in [0, 1]. Null without trials.
 */
export function wilson(numerator: number, denominator: number, level = 0.95): Interval | null {
  if (!(denominator >= 0 && numerator >= 0 && numerator <= denominator)) {
    throw new RangeError(`A share needs 0 <= numerator <= denominator, got ${numerator} of ${denominator}.`);
  }
  if (denominator === 0) return null;
  return scoreInterval(numerator / denominator, denominator, normalQuantile((1 + level) / 2));
}

/** Wilson's formula for a share of `n` trials (whole or effective) and a two-sided critical value. */
export function scoreInterval(share: number, n: number, criticalValue: number): Interval {
  const squared = criticalValue ** 2;
  const centre = share + squared / (2 * n);
  const reach = criticalValue * Math.sqrt((share * (1 - share)) / n + squared / (4 * n * n));
  const scale = 1 + squared / n;
  // At 0 and 1 the end is exact; the subtraction would leave a speck of rounding on the wrong side.
  return {
    low: share === 0 ? 0 : Math.max(0, (centre - reach) / scale),
    high: share === 1 ? 1 : Math.min(1, (centre + reach) / scale),
  };
}
