/**
 * The largest failure share that `n` independent trials without one failure leave open, at 95 %: 3/n (Hanley and
 * Lippman-Hand 1983; -ln 0.05 = 2.996). Said in words: "no failure in 60 runs: at most 5 % fail". 1 under three
 * trials, null without any.
 */
export function ruleOfThree(n: number): number | null {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`A number of trials must be a whole number, got ${n}.`);
  return n === 0 ? null : Math.min(1, 3 / n);
}
