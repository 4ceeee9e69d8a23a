import { normalQuantile } from "./normal-distribution.ts";

/** Up to so many runs a side the null distribution is counted out; above, the normal one agrees within one rank in a thousand. */
const MOST_EXACT = 40;
const known = new Map<string, number | null>();

/**
 * The 1-based rank of the difference that is the lower end of the shift's interval: of the m*n differences between two
 * independent samples, those of rank r and m*n + 1 - r enclose the true shift with at least `level` (Hollander and
 * Wolfe 4.3; ties make it wider than it says). r is the largest rank with P(U <= r - 1) <= (1 - level) / 2 under the
 * Mann-Whitney distribution. Null when there is none: the samples are too small.
 */
export function mannWhitneyRank(m: number, n: number, level = 0.95): number | null {
  if (m < 1 || n < 1) return null;
  if (Math.max(m, n) > MOST_EXACT && Math.min(m, n) > 8) return normalRank(m, n, level);
  if (Math.max(m, n) > 10 * MOST_EXACT) return normalRank(m, n, level);
  const key = `${Math.min(m, n)}/${Math.max(m, n)}/${level}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const rank = exactRank(Math.min(m, n), Math.max(m, n), level);
  known.set(key, rank);
  return rank;
}

function normalRank(m: number, n: number, level: number): number | null {
  const spread = Math.sqrt((m * n * (m + n + 1)) / 12);
  const rank = Math.floor((m * n + 1) / 2 - normalQuantile((1 + level) / 2) * spread);
  return rank < 1 ? null : rank;
}

/**
 * How often each value of U occurs, by the generating function of Gaussian binomials: the product over i of
 * (1 - x^(n+i)) / (1 - x^i), whose coefficients are all whole and positive. Divided as it grows: shares, not counts.
 */
function exactRank(m: number, n: number, level: number): number | null {
  const shares = new Float64Array(m * n + 1);
  shares[0] = 1;
  for (let i = 1; i <= m; i += 1) {
    for (let u = shares.length - 1; u >= n + i; u -= 1) shares[u] = (shares[u] ?? 0) - (shares[u - n - i] ?? 0);
    for (let u = i; u < shares.length; u += 1) shares[u] = (shares[u] ?? 0) + (shares[u - i] ?? 0);
    const scale = i / (n + i);
    for (let u = 0; u < shares.length; u += 1) shares[u] = (shares[u] ?? 0) * scale;
  }
  const tail = (1 - level) / 2;
  let sum = 0;
  let rank = 0;
  while (rank < shares.length && sum + (shares[rank] ?? 0) <= tail + 1e-12) {
    sum += shares[rank] ?? 0;
    rank += 1;
  }
  return rank === 0 ? null : rank;
}
