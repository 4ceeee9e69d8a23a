/**
 * The quantile of a sample by linear interpolation between order statistics: type 7 of Hyndman and Fan (1996), the
 * default of R, NumPy ("linear") and spreadsheets. The one estimator for raw values everywhere in this project.
 *
 * `sortedValues` must be ascending and finite; neither is checked, because checking costs as much as the answer.
 * `q` lies in [0, 1]. The result has the unit of the values; null for an empty sample.
 */
export function quantile(sortedValues: ArrayLike<number>, q: number): number | null {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`A quantile must lie between 0 and 1, got ${q}.`);
  const position = (sortedValues.length - 1) * q;
  const below = sortedValues[Math.floor(position)];
  const above = sortedValues[Math.ceil(position)];
  if (below === undefined || above === undefined) return null;
  return interpolate(below, above, position - Math.floor(position));
}

/** A point on the straight line from `below` (share 0) to `above` (share 1), computed from the nearer end so that it never leaves the two. */
export function interpolate(below: number, above: number, share: number): number {
  const width = above - below;
  return share < 0.5 ? below + width * share : above - width * (1 - share);
}
