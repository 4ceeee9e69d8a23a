import { expect, test } from "vitest";
import { compareDurations } from "../compare-durations.ts";
import { mulberry32 } from "../mulberry32.ts";
import { shownWorse } from "./shown-worse.ts";

const around = (e: number, half: number) => ({ e, low: e - half, high: e + half });

test.each([
  ["nothing is shown where nothing is looked at", [], []],
  ["one change is shown from its one-sided 5 %", [around(0.1, 0.118)], [true]],
  ["and not beyond it", [around(0.1, 0.121)], [false]],
  ["the same change among ten is not", Array.from({ length: 10 }, () => around(0.1, 0.118)), Array(10).fill(false)],
  [
    "one far off is shown among ten",
    [around(0.5, 0.1), ...Array(9).fill(around(0, 0.1))],
    [true, ...Array(9).fill(false)],
  ],
  ["a change for the better never is", [around(-0.5, 0.1)], [false]],
  [
    "a change without an estimate or a lower end is not",
    [
      { e: null, low: null, high: null },
      { e: 1, low: null, high: 2 },
    ],
    [false, false],
  ],
  ["a change without any spread is what it is", [around(0.1, 0), around(0, 0), around(-0.1, 0)], [true, false, false]],
])("%s", (_, changes, shown) => {
  expect(shownWorse(changes)).toEqual(shown);
});

test("of ten figures without any change one is called worse in at most one of twenty comparisons", () => {
  const random = mulberry32(11);
  const draw = () =>
    Float64Array.from({ length: 60 }, () => Math.exp(0.3 * (random() + random() + random() - 1.5))).sort();
  const side = () => ({ sortedMs: draw(), n: 60 });
  let wrong = 0;
  for (let comparison = 0; comparison < 400; comparison += 1) {
    const changes = Array.from({ length: 10 }, () => compareDurations(side(), side()) ?? around(0, 1));
    if (shownWorse(changes).includes(true)) wrong += 1;
  }

  // 20 expected at the most; three standard errors of 400 trials above it.
  expect(wrong).toBeLessThanOrEqual(33);
});
