import { expect, test } from "vitest";
import { batchSpread, batchSumsOf, widenByBatches } from "./batch-spread.ts";
import type { ChangeInterval } from "./compare-durations.ts";
import { compareTails } from "./compare-tails.ts";
import { mulberry32 } from "./mulberry32.ts";
import type { Random } from "./mulberry32.ts";
import { normalQuantile } from "./normal-distribution.ts";

const SHIFT = 0.2;
const TRIALS = 400;
const RESAMPLES = 200;

const normal = (random: Random): number => normalQuantile(Math.min(1 - 1e-9, Math.max(1e-9, random())));
const SHAPES: { name: string; draw: (random: Random) => number }[] = [
  { name: "log-normal 0.3", draw: (random) => Math.exp(9 + 0.3 * normal(random)) },
  { name: "log-normal 1", draw: (random) => Math.exp(9 + normal(random)) },
  {
    name: "one in ten is slow",
    draw: (random) => Math.exp(9 + (random() < 0.1 ? 1.5 : 0) + 0.3 * normal(random)),
  },
];
const encloses = ({ low, high }: ChangeInterval, truth: number): boolean =>
  (low ?? -Infinity) <= truth && truth <= (high ?? Infinity);

const sideOf = (n: number, draw: () => number) => ({ sortedMs: Float64Array.from({ length: n }, draw).sort(), n });

/** The 95 % percentile interval of the difference of the logs of p95, each side drawn again with replacement. */
function bootstrapTails(before: Float64Array, after: Float64Array, random: Random): ChangeInterval {
  const changes = Float64Array.from(
    { length: RESAMPLES },
    () => redrawnTail(after, random) - redrawnTail(before, random),
  );
  changes.sort();
  return {
    e: null,
    low: changes[Math.floor(RESAMPLES * 0.025)] ?? null,
    high: changes[Math.ceil(RESAMPLES * 0.975) - 1] ?? null,
  };
}

function redrawnTail(sorted: Float64Array, random: Random): number {
  const times = new Uint16Array(sorted.length);
  for (const _ of sorted) {
    const place = Math.floor(random() * sorted.length);
    times[place] = (times[place] ?? 0) + 1;
  }
  let above = sorted.length - Math.ceil((sorted.length - 1) * 0.95) - 1;
  let place = sorted.length - 1;
  for (; above >= (times[place] ?? 1); place -= 1) above -= times[place] ?? 0;
  return Math.log(sorted[place] ?? Number.NaN);
}

const GRID = SHAPES.flatMap((shape) =>
  [
    { n1: 60, n2: 60 },
    { n1: 60, n2: 300 },
    { n1: 120, n2: 120 },
    { n1: 300, n2: 300 },
  ].map((sizes) => ({ ...shape, ...sizes })),
);

test.each(GRID)(
  "the interval of a change of p95 covers at least 93 of 100, and no less than a bootstrap: $name, $n1 and $n2",
  ({ draw, n1, n2 }) => {
    const random = mulberry32(20260207);
    const covered = { closed: 0, bootstrap: 0 };
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const before = sideOf(n1, () => draw(random));
      const after = sideOf(n2, () => Math.exp(SHIFT) * draw(random));
      const change = compareTails(before, after);
      if (change !== null && encloses(change, SHIFT)) covered.closed += 1;
      if (encloses(bootstrapTails(before.sortedMs, after.sortedMs, random), SHIFT)) covered.bootstrap += 1;
    }

    expect(covered.closed).toBeGreaterThanOrEqual(0.93 * TRIALS);
    expect(covered.closed).toBeGreaterThanOrEqual(covered.bootstrap - 0.01 * TRIALS);
  },
);

test("where batches differ, the interval widened by their spread covers 93 of 100", () => {
  const random = mulberry32(20260209);
  let covered = 0;
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const sides = [0, SHIFT].map((shift) =>
      Array.from({ length: 12 }, () => {
        const level = 9 + shift + 0.15 * normal(random);
        return Array.from({ length: 25 }, () => Math.exp(level + 0.3 * normal(random)));
      }),
    );
    const [before, after] = sides.map((batches) => sideOf(300, numbersOf(batches.flat())));
    const spread = batchSpread(sides.map((batches) => batches.map((batch) => batchSumsOf(batch.map(Math.log)))));
    if (before === undefined || after === undefined || spread === null) throw new Error("Two sides of 12 batches.");
    const change = compareTails(before, after);
    const sizes = Array.from({ length: 12 }, () => 25);
    if (change !== null && encloses(widenByBatches(change, spread, [sizes, sizes]), SHIFT)) covered += 1;
  }

  expect(covered).toBeGreaterThanOrEqual(0.93 * TRIALS);
});

function numbersOf(values: readonly number[]): () => number {
  let next = 0;
  return () => values[next++] ?? 0;
}

test("under 59 runs a side nothing is said of p95", () => {
  const one = () => 1;

  expect(compareTails(sideOf(58, one), sideOf(100, one))).toBeNull();
});
