import { expect, test } from "vitest";
import { compareCosts } from "./compare-costs.ts";
import type { CostUnit } from "./compare-costs.ts";
import type { ChangeInterval } from "./compare-durations.ts";
import { mulberry32 } from "./mulberry32.ts";
import type { Random } from "./mulberry32.ts";
import { normalQuantile } from "./normal-distribution.ts";

const TRUTH = Math.log(1.3);
const TRIALS = 400;
const RESAMPLES = 200;

const normal = (random: Random): number => normalQuantile(Math.min(1 - 1e-9, Math.max(1e-9, random())));
const encloses = (change: ChangeInterval | null): boolean =>
  change !== null && (change.low ?? -Infinity) <= TRUTH && TRUTH <= (change.high ?? Infinity);

type Shape = { units: number; runs: number; sd: number; success: number };

/** Units of several runs each, which differ among themselves by `sd` in the log of their cost. */
const spend = (random: Random, { units, runs, sd, success }: Shape, scale: number): CostUnit[] =>
  Array.from({ length: units }, () => {
    const level = scale * Math.exp(sd * normal(random));
    const unit = { cost: 0, successes: 0 };
    for (let run = 0; run < runs; run += 1) {
      unit.cost += level * Math.exp(0.5 * normal(random));
      if (random() < success) unit.successes += 1;
    }
    return unit;
  });

function bootstrapCosts(before: readonly CostUnit[], after: readonly CostUnit[], random: Random): ChangeInterval {
  const changes = Float64Array.from({ length: RESAMPLES }, () => redrawn(after, random) - redrawn(before, random));
  changes.sort();
  return {
    e: null,
    low: changes[Math.floor(RESAMPLES * 0.025)] ?? null,
    high: changes[Math.ceil(RESAMPLES * 0.975) - 1] ?? null,
  };
}

function redrawn(units: readonly CostUnit[], random: Random): number {
  let cost = 0;
  let successes = 0;
  for (const _ of units) {
    const unit = units[Math.floor(random() * units.length)];
    cost += unit?.cost ?? Number.NaN;
    successes += unit?.successes ?? Number.NaN;
  }
  return Math.log(cost / successes);
}

test.each<Shape>([
  { units: 20, runs: 1, sd: 0, success: 0.9 },
  { units: 40, runs: 1, sd: 0, success: 0.5 },
  { units: 60, runs: 1, sd: 0.5, success: 0.9 },
  { units: 200, runs: 1, sd: 0, success: 0.8 },
  { units: 10, runs: 10, sd: 0.3, success: 0.8 },
  { units: 20, runs: 10, sd: 0.3, success: 0.8 },
  { units: 40, runs: 25, sd: 0.5, success: 0.9 },
])("the interval of cost per success covers at least 93 of 100, and no less than a bootstrap: %o", (shape) => {
  const random = mulberry32(20260208);
  const covered = { closed: 0, bootstrap: 0 };
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const before = spend(random, shape, 1);
    const after = spend(random, shape, 1.3);
    if (encloses(compareCosts(before, after))) covered.closed += 1;
    if (encloses(bootstrapCosts(before, after, random))) covered.bootstrap += 1;
  }

  expect(covered.closed).toBeGreaterThanOrEqual(0.93 * TRIALS);
  expect(covered.closed).toBeGreaterThanOrEqual(covered.bootstrap - 0.01 * TRIALS);
});

test("nothing is said under 6 successes, of one unit, or where nothing was spent", () => {
  const six = Array.from({ length: 6 }, () => ({ cost: 1, successes: 1 }));

  expect(compareCosts(six, six)).toEqual({ e: 0, low: 0, high: 0 });
  expect(compareCosts(six.slice(1), six)).toBeNull();
  expect(compareCosts([{ cost: 6, successes: 6 }], six)).toBeNull();
  expect(
    compareCosts(
      six,
      six.map(({ successes }) => ({ cost: 0, successes })),
    ),
  ).toBeNull();
});
