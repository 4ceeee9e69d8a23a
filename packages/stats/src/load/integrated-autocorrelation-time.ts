const LONGEST_LAG = 2_000;

/**
 * How many consecutive values of a series are worth one independent value: tau = 1 + 2 * sum of autocorrelations, cut at
 * the first pair of neighbouring lags whose sum is not positive (the initial positive sequence of Geyer 1992). Taken on
 * the ranks of the values, so that a few very slow runs do not hide how the rest hangs together. At least 1; 1 for fewer
 * than 4 values or a constant series. `values` in the order of their due times.
 */
export function integratedAutocorrelationTime(values: ArrayLike<number>): number {
  const n = values.length;
  if (n < 4) return 1;
  const centred = centredRanks(values);
  const variance = autocovariance(centred, 0);
  if (variance === 0) return 1;
  let pairs = 0;
  for (let lag = 0; lag + 1 < Math.min(n, LONGEST_LAG); lag += 2) {
    const pair = (autocovariance(centred, lag) + autocovariance(centred, lag + 1)) / variance;
    if (pair <= 0) break;
    pairs += pair;
  }
  return Math.max(1, 2 * pairs - 1);
}

/** Ranks from 1, equal values sharing their mean rank, minus the mean of all ranks. */
function centredRanks(values: ArrayLike<number>): Float64Array {
  const n = values.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(n);
  for (let from = 0; from < n;) {
    let to = from;
    while (to + 1 < n && values[order[to + 1] ?? 0] === values[order[from] ?? 0]) to += 1;
    for (let i = from; i <= to; i += 1) ranks[order[i] ?? 0] = (from + to) / 2 - (n - 1) / 2;
    from = to + 1;
  }
  return ranks;
}

function autocovariance(centred: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < centred.length; i += 1) sum += (centred[i] ?? 0) * (centred[i - lag] ?? 0);
  return sum / centred.length;
}
