import { normalQuantile } from "./normal-distribution.ts";

/**
 * The t with P(T <= t) = p for Student's distribution with `degreesOfFreedom` (a whole number, at least 1).
 * Bisection on the exact finite series of Abramowitz and Stegun 26.7.3-4 up to 1,000 degrees of freedom, beyond that
 * their expansion 26.7.5 around the normal quantile, which by then agrees to 1e-9.
 */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  if (!Number.isSafeInteger(degreesOfFreedom) || degreesOfFreedom < 1) {
    throw new RangeError(`Degrees of freedom must be a whole number of at least 1, got ${degreesOfFreedom}.`);
  }
  if (!(p >= 1e-12 && p <= 1 - 1e-12))
    throw new RangeError(`A probability must lie between 1e-12 and 1 - 1e-12, got ${p}.`);
  if (p < 0.5) return -studentTQuantile(1 - p, degreesOfFreedom);
  if (degreesOfFreedom > 1000) return expandAroundNormal(normalQuantile(p), degreesOfFreedom);

  // The angle arctan(t / sqrt(df)) lies in a bounded range whatever t is.
  let low = 0;
  let high = Math.PI / 2;
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (low + high) / 2;
    if (centralProbability(middle, degreesOfFreedom) < 2 * p - 1) low = middle;
    else high = middle;
  }
  return Math.sqrt(degreesOfFreedom) * Math.tan((low + high) / 2);
}

/** P(|T| <= sqrt(df) tan(angle)). */
function centralProbability(angle: number, degreesOfFreedom: number): number {
  const cosine = Math.cos(angle);
  const isOdd = degreesOfFreedom % 2 === 1;
  if (degreesOfFreedom === 1) return (2 * angle) / Math.PI;
  let term = isOdd ? cosine : 1;
  let sum = term;
  for (let k = isOdd ? 3 : 2; k < degreesOfFreedom; k += 2) {
    term *= ((k - 1) / k) * cosine * cosine;
    sum += term;
  }
  const sine = Math.sin(angle);
  return isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}

function expandAroundNormal(z: number, df: number): number {
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + g1 / df + g2 / df ** 2 + g3 / df ** 3;
}
