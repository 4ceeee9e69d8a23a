/** P(Z <= z) of the standard normal: the series of Marsaglia (2004), "Evaluating the normal distribution". Absolute error under 1e-15. */
export function normalCdf(z: number): number {
  if (Math.abs(z) > 8.3) return z < 0 ? 0 : 1;
  let sum = z;
  let term = z;
  for (let odd = 3; sum + term !== sum; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-0.5 * z * z)) / Math.sqrt(2 * Math.PI);
}

/**
 * The z with P(Z <= z) = p, by Newton's method on `normalCdf`. Left of 0 the cdf is convex, so the steps from 0 never
 * overshoot: the first step that is not to the left is rounding, and the end.
 */
export function normalQuantile(p: number): number {
  // Thinner tails would be lost in the rounding of the cdf; no interval asks for one.
  if (!(p >= 1e-12 && p <= 1 - 1e-12))
    throw new RangeError(`A probability must lie between 1e-12 and 1 - 1e-12, got ${p}.`);
  if (p > 0.5) return -normalQuantile(1 - p);
  let z = 0;
  let step: number;
  do {
    const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    step = (normalCdf(z) - p) / density;
    z -= step;
  } while (step > 1e-14);
  return z;
}
