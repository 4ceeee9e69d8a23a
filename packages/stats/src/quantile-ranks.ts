/** Two 1-based ranks of a sorted sample, `low` < `high`. */
export type RankPair = { low: number; high: number };

// Weights under this share of the largest cannot move a sum of doubles.
const NEGLIGIBLE = 1e-20;
// Coverages closer than this count as equal: they differ by rounding only.
const ROUNDING = 1e-12;

/**
 * The narrowest pair of ranks (l, u) of a sample of `n` whose order statistics enclose the true `q` quantile with a
 * probability of at least `level`; of equally narrow pairs the one that covers most, then the lower. Null when not
 * even (1, n) reaches it: see `smallestSampleFor`.
 *
 * Distribution-free: the number of values below the quantile is B ~ Binomial(n, q), and X(l) <= quantile <= X(u)
 * holds when l <= B < u (David and Nagaraja, Order Statistics, 7.1). Coverage is in total; the two tails may differ.
 * Always exact. Only the terms that matter are summed, about 20 standard deviations of B: 2 ms for a million values,
 * so no normal approximation is needed at any n.
 */
export function quantileRanks(n: number, q: number, level = 0.95): RankPair | null {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`A sample size must be a whole number, got ${n}.`);
  if (!(q > 0 && q < 1)) throw new RangeError(`An interval needs a quantile between 0 and 1, both excluded, got ${q}.`);
  if (!(level > 0 && level < 1)) throw new RangeError(`A level must lie between 0 and 1, both excluded, got ${level}.`);
  return n < 2 ? null : narrowestWindow(binomialTerms(n, q), n, level);
}

/** P(B = first + i) for every i that is not negligible; adds up to 1. */
type BinomialTerms = { first: number; terms: number[] };

/**
 * The terms are built outwards from the mode by the ratio of neighbours and then divided by their sum: no factorials,
 * and no loss of digits at large n.
 */
function binomialTerms(n: number, q: number): BinomialTerms {
  const mode = Math.min(n, Math.floor((n + 1) * q));
  const odds = q / (1 - q);
  const downwards: number[] = [];
  for (let k = mode, term = 1; k > 0; k -= 1) {
    term *= k / ((n - k + 1) * odds);
    if (term < NEGLIGIBLE) break;
    downwards.push(term);
  }
  const upwards: number[] = [1];
  for (let k = mode, term = 1; k < n; k += 1) {
    term *= ((n - k) * odds) / (k + 1);
    if (term < NEGLIGIBLE) break;
    upwards.push(term);
  }
  const terms = [...downwards.reverse(), ...upwards];
  let sum = 0;
  for (const term of terms) sum += term;
  return { first: mode - downwards.length, terms: terms.map((term) => term / sum) };
}

/** Slides a window [l, u - 1] over the values of B; both ends only ever move up, so one pass finds the narrowest. */
function narrowestWindow({ first, terms }: BinomialTerms, n: number, level: number): RankPair | null {
  const cumulative = new Float64Array(terms.length + 1);
  terms.forEach((term, i) => {
    cumulative[i + 1] = (cumulative[i] ?? 0) + term;
  });
  const between = (from: number, to: number) => (cumulative[to + 1 - first] ?? 0) - (cumulative[from - first] ?? 0);

  const lowest = Math.max(1, first);
  const highest = Math.min(n - 1, first + terms.length - 1);
  let best: RankPair | null = null;
  let bestCoverage = 0;
  for (let from = lowest, to = lowest; from <= highest; from += 1) {
    to = Math.max(to, from);
    while (to < highest && between(from, to) < level - ROUNDING) to += 1;
    const coverage = between(from, to);
    if (coverage < level - ROUNDING) break;
    const width = to + 1 - from;
    const bestWidth = best === null ? Infinity : best.high - best.low;
    if (width < bestWidth || (width === bestWidth && coverage > bestCoverage + ROUNDING)) {
      best = { low: from, high: to + 1 };
      bestCoverage = coverage;
    }
  }
  return best;
}
