/** Where a series falls apart into the two most different halves: `at` begins the later one, `q` is how different they are. */
export type Split = { at: number; q: number };

/** The distances of all pairs of a series, row by row. */
export function distancesOf(values: readonly number[]): Float64Array {
  const n = values.length;
  const distances = new Float64Array(n * n);
  for (const [row, one] of values.entries())
    for (const [column, other] of values.entries()) distances[row * n + column] = Math.abs(one - other);
  return distances;
}

/**
 * The split with the largest scaled energy distance, by Matteson and James (2014) with exponent 1: nm / (n + m) times
 * twice the mean distance between the halves less the mean distances within each. `order` says which value stands at
 * each place, so that a permutation needs no second matrix; each side keeps at least `side` values.
 */
export function bestSplit(distances: Float64Array, order: Int32Array, side: number): Split | null {
  const n = order.length;
  if (n < 2 * side) return null;
  let between = 0;
  let before = 0;
  let after = 0;
  for (let place = 0; place < n; place += 1) after += sumTo(distances, order, { place, from: 0, to: place });
  let best: Split | null = null;
  for (let at = 0; at < n; at += 1) {
    if (at >= side && n - at >= side) {
      const rest = n - at;
      const energy = (2 * between) / (at * rest) - (2 * before) / at ** 2 - (2 * after) / rest ** 2;
      const q = ((at * rest) / n) * energy;
      if (best === null || q > best.q) best = { at, q };
    }
    const toBefore = sumTo(distances, order, { place: at, from: 0, to: at });
    const toAfter = sumTo(distances, order, { place: at, from: at + 1, to: n });
    between += toAfter - toBefore;
    before += toBefore;
    after -= toAfter;
  }
  return best;
}

type Reach = { place: number; from: number; to: number };

/** Distances from the value at one place to those at a range of places. */
function sumTo(distances: Float64Array, order: Int32Array, { place, from, to }: Reach): number {
  const row = (order[place] ?? 0) * order.length;
  let sum = 0;
  for (let other = from; other < to; other += 1) sum += distances[row + (order[other] ?? 0)] ?? 0;
  return sum;
}
