import { expect, test } from "vitest";
import golden from "../golden/scipy.golden.json" with { type: "json" };
import { mulberry32 } from "./mulberry32.ts";
import { wilson } from "./wilson.ts";
import { wilsonClustered } from "./wilson-clustered.ts";
import type { CaseShare } from "./wilson-clustered.ts";

const shareOf = ([passed, runs]: readonly number[]): CaseShare => ({ passed: Number(passed), runs: Number(runs) });

test("repeated cases agree with the formula computed by SciPy", () => {
  for (const { cases, value, effective_runs, low, high } of golden.wilson_clustered) {
    const share = wilsonClustered(cases.map(shareOf));
    expect(share.value).toBeCloseTo(value, 12);
    expect(share.effective_runs).toBeCloseTo(effective_runs, 9);
    expect(share.low).toBeCloseTo(low, 9);
    expect(share.high).toBeCloseTo(high, 9);
  }
});

test("with one run per case it is plain Wilson", () => {
  const shares = [1, 1, 0, 1, 1, 1, 0, 1].map((passed) => ({ passed, runs: 1 }));

  expect(wilsonClustered(shares)).toEqual({ value: 0.75, ...wilson(6, 8), cases: 8, runs: 8, effective_runs: 8 });
});

test("when every run passed it counts the cases, not the runs", () => {
  const share = wilsonClustered(Array.from({ length: 10 }, () => ({ passed: 20, runs: 20 })));

  expect(share).toMatchObject({ value: 1, high: 1, cases: 10, runs: 200, effective_runs: 10 });
  expect(share.low).toBeLessThan(Number(wilson(10, 10)?.low));
});

test("one repeated case has a share but no interval, and no case has nothing", () => {
  expect(wilsonClustered([{ passed: 4, runs: 5 }])).toMatchObject({
    value: 0.8,
    low: null,
    high: null,
    cases: 1,
    runs: 5,
  });
  expect(wilsonClustered([])).toMatchObject({ value: null, low: null, high: null, cases: 0, runs: 0 });
});

test("a case without runs is refused", () => {
  expect(() => wilsonClustered([{ passed: 0, runs: 0 }])).toThrow(RangeError);
});

test("where cases differ it encloses the true rate in at least 93 %, while Wilson over all runs stays under 82 %", () => {
  // Half of the cases always pass or nearly so, half pass with the second rate: repeats tell little that is new.
  const random = mulberry32(20260106);
  const samples = 1500;
  for (const [often, seldom] of [
    [1, 0.4],
    [0.95, 0.3],
    [0.9, 0.1],
  ] as const) {
    const rate = (often + seldom) / 2;
    let covered = 0;
    let coveredByPlain = 0;
    for (let sample = 0; sample < samples; sample += 1) {
      const shares = Array.from({ length: 20 }, () => {
        const chance = random() < 0.5 ? often : seldom;
        let passed = 0;
        for (let run = 0; run < 10; run += 1) if (random() < chance) passed += 1;
        return { passed, runs: 10 };
      });
      const { low, high } = wilsonClustered(shares);
      const plain = wilson(
        shares.reduce((sum, { passed }) => sum + passed, 0),
        200,
      );
      if (low !== null && high !== null && low <= rate && rate <= high) covered += 1;
      if (plain !== null && plain.low <= rate && rate <= plain.high) coveredByPlain += 1;
    }
    expect(covered / samples, `rates ${often} and ${seldom}`).toBeGreaterThanOrEqual(0.93);
    expect(coveredByPlain / samples, `rates ${often} and ${seldom}`).toBeLessThan(0.82);
  }
});
