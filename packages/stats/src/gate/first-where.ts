/** The first count from 0 to `n` that a condition holds for, which then holds for all above; n + 1 where it never does. */
export function firstWhere(n: number, holds: (count: number) => boolean): number {
  let low = -1;
  let high = n + 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
