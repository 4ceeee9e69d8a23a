import { expect, test } from "vitest";
import { nextSearchStep } from "./next-search-step.ts";
import type { LevelResult, SearchPlan, SearchStep } from "./next-search-step.ts";

const WHOLE: SearchPlan = { low: 1, high: 256, isWhole: true, confidence: 0.95, looks: 3 };
const RATES: SearchPlan = { low: 1, high: 200, isWhole: false, confidence: 0.95, looks: 3 };

type Searched = { levels: number[]; narrowing: number[]; end: Extract<SearchStep, { do: "end" }> };

/** Searches a target that meets everything up to `capacity`. */
function search(plan: SearchPlan, isMet: (level: number) => boolean): Searched {
  const results: LevelResult[] = [];
  const narrowing: number[] = [];
  for (;;) {
    const step = nextSearchStep(plan, results);
    if (step.do === "end") return { levels: results.map(({ level }) => level), narrowing, end: step };
    if (step.phase === "narrowing") narrowing.push(step.alpha);
    else expect(step.alpha).toBeCloseTo(0.025 / plan.looks, 12);
    results.push({ level: step.level, isMet: isMet(step.level) });
  }
}

test.each([
  { capacity: 4, levels: [1, 2, 4, 8, 6, 5] },
  { capacity: 6, levels: [1, 2, 4, 8, 6, 7] },
  { capacity: 1, levels: [1, 2] },
  { capacity: 20, levels: [1, 2, 4, 8, 16, 32, 24, 20, 22, 21] },
])("levels double until one is not met, then halve the gap: capacity $capacity", ({ capacity, levels }) => {
  const found = search(WHOLE, (level) => level <= capacity);

  expect(found.levels).toEqual(levels);
  expect(found.end).toEqual({ do: "end", highest_met: capacity, lowest_not_met: capacity + 1 });
});

test("every capacity of a range is found exactly, in at most 17 levels", () => {
  for (let capacity = 1; capacity < 256; capacity += 1) {
    const { levels, end } = search(WHOLE, (level) => level <= capacity);
    expect(end.highest_met).toBe(capacity);
    expect(levels.length).toBeLessThanOrEqual(17);
  }
});

test("a first level that is not met ends it, and so does a last one that is", () => {
  expect(search(WHOLE, () => false)).toMatchObject({ levels: [1], end: { highest_met: null, lowest_not_met: 1 } });
  expect(search({ ...WHOLE, low: 3, high: 10 }, () => true)).toMatchObject({
    levels: [3, 6, 10],
    end: { highest_met: 10, lowest_not_met: null },
  });
});

test("rates are told apart down to 5 %", () => {
  for (const capacity of [1.3, 7.77, 42, 130, 199]) {
    const { highest_met, lowest_not_met } = search(RATES, (level) => level <= capacity).end;
    expect(highest_met).toBeLessThanOrEqual(capacity);
    expect(lowest_not_met).toBeGreaterThan(capacity);
    expect((lowest_not_met ?? 0) / (highest_met ?? 1)).toBeLessThanOrEqual(1.05);
  }
});

test("narrowing never spends more than half of the allowed error, however it goes", () => {
  for (const plan of [WHOLE, RATES])
    for (let capacity = 1; capacity < 200; capacity += 0.7) {
      const { narrowing } = search(plan, (level) => level <= capacity);
      expect(narrowing.reduce((sum, alpha) => sum + alpha * plan.looks, 0)).toBeLessThanOrEqual(0.025 + 1e-12);
    }
});

test("a search never takes more levels than each of its steps said may be left", () => {
  for (const plan of [WHOLE, RATES])
    for (let capacity = 1; capacity < 200; capacity += 0.7) {
      const results: LevelResult[] = [];
      const said: number[] = [];
      for (let step = nextSearchStep(plan, results); step.do === "measure"; step = nextSearchStep(plan, results)) {
        said.push(step.most_left);
        results.push({ level: step.level, isMet: step.level <= capacity });
      }
      for (const [at, most] of said.entries()) expect(results.length - at).toBeLessThanOrEqual(most);
    }
});
