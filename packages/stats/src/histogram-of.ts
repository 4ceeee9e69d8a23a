export type HistogramBin = { from_ms: number; to_ms: number; count: number };

const BINS = 24;

/**
 * Durations in bins of equal ratio, from the smallest to the largest: how they spread shows at any scale. A value on an
 * edge counts in the bin that begins there, the largest in the last. `sortedMs`: ascending, finite. One bin where all
 * are equal or the smallest is 0; none without values.
 */
export function histogramOf(sortedMs: ArrayLike<number>, bins = BINS): HistogramBin[] {
  const first = sortedMs[0];
  const last = sortedMs[sortedMs.length - 1];
  if (first === undefined || last === undefined) return [];
  if (first === last || first <= 0) return [{ from_ms: first, to_ms: last, count: sortedMs.length }];
  const ratio = (last / first) ** (1 / bins);
  const edge = (index: number) => (index === bins ? last : first * ratio ** index);
  const counted = Array.from({ length: bins }, (_, index) => ({
    from_ms: edge(index),
    to_ms: edge(index + 1),
    count: 0,
  }));
  let index = 0;
  for (let i = 0; i < sortedMs.length; i += 1) {
    const value = sortedMs[i] ?? last;
    while (index < bins - 1 && value >= (counted[index]?.to_ms ?? Infinity)) index += 1;
    const bin = counted[index];
    if (bin !== undefined) bin.count += 1;
  }
  return counted;
}
