/** The evaluated attempts at one case: `passed` of `runs`. */
export type CaseAttempts = { passed: number; runs: number };

export type RepeatedSuccess = {
  k: number;
  /** Mean over cases; null where no case has k evaluated runs. */
  value: number | null;
  cases: number;
  /** Cases with fewer than k evaluated runs. */
  left_out: number;
};

/** pass^k: the chance that k attempts at a case all pass, C(c,k)/C(n,k) without replacement, averaged over cases. */
export const passAll = (cases: readonly CaseAttempts[], k: number): RepeatedSuccess =>
  averaged(cases, k, ({ passed, runs }) => chanceOfAll(passed, runs, k));

/** pass@k: the chance that at least one of k attempts at a case passes, 1 - C(n-c,k)/C(n,k), averaged over cases. */
export const passAny = (cases: readonly CaseAttempts[], k: number): RepeatedSuccess =>
  averaged(cases, k, ({ passed, runs }) => 1 - chanceOfAll(runs - passed, runs, k));

export type Flakiness = {
  /** The chance that two attempts at the same case end differently: 2c(n-c)/(n(n-1)), averaged; null without repeats. */
  value: number | null;
  /** Cases that have both passed and not passed. */
  flaky: number;
  cases: number;
  /** Cases with fewer than two evaluated runs. */
  left_out: number;
};

export function flakiness(cases: readonly CaseAttempts[]): Flakiness {
  const repeated = cases.filter(({ runs }) => runs >= 2);
  const flaky = repeated.filter(({ passed, runs }) => passed > 0 && passed < runs).length;
  const sum = repeated.reduce(
    (total, { passed, runs }) => total + (2 * passed * (runs - passed)) / (runs * (runs - 1)),
    0,
  );
  return {
    value: repeated.length === 0 ? null : sum / repeated.length,
    flaky,
    cases: repeated.length,
    left_out: cases.length - repeated.length,
  };
}

function averaged(
  cases: readonly CaseAttempts[],
  k: number,
  chance: (attempts: CaseAttempts) => number,
): RepeatedSuccess {
  if (!Number.isSafeInteger(k) || k < 1) throw new RangeError(`k must be a whole number of at least 1, got ${k}.`);
  for (const { passed, runs } of cases)
    if (!(passed >= 0 && passed <= runs)) throw new RangeError(`${passed} of ${runs} runs cannot have passed.`);
  const enough = cases.filter(({ runs }) => runs >= k);
  const value = enough.length === 0 ? null : enough.reduce((sum, one) => sum + chance(one), 0) / enough.length;
  return { k, value, cases: enough.length, left_out: cases.length - enough.length };
}

/** C(c,k)/C(n,k) as a product of k shares: no factorial overflows, and 0 where c < k. */
function chanceOfAll(wanted: number, runs: number, k: number): number {
  let chance = 1;
  for (let i = 0; i < k; i += 1) chance *= Math.max(0, wanted - i) / (runs - i);
  return chance;
}
