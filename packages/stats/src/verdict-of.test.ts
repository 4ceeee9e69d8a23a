import { expect, test } from "vitest";
import golden from "../golden/scipy.golden.json" with { type: "json" };
import { batchSpread, batchSumsOf, effectiveRuns, widenByBatches } from "./batch-spread.ts";
import { combineChanges } from "./combine-changes.ts";
import { compareDurations } from "./compare-durations.ts";
import { keepDiscoveries, pValueOf } from "./false-discovery.ts";
import { mulberry32 } from "./mulberry32.ts";
import type { Random } from "./mulberry32.ts";
import { normalQuantile } from "./normal-distribution.ts";
import { verdictOf } from "./verdict-of.ts";

test.each([
  ["the whole interval above 0 and at least 5 %", { e: 0.12, low: 0.08, high: 0.17 }, "worse"],
  ["the whole interval below 0 and at least 5 %", { e: -0.12, low: -0.17, high: -0.08 }, "better"],
  ["an interval inside 5 %", { e: 0.01, low: -0.02, high: 0.04 }, "same"],
  ["a real change of under 5 %", { e: 0.02, low: 0.01, high: 0.03 }, "same"],
  ["an interval that reaches over 5 %", { e: 0.03, low: -0.02, high: 0.08 }, "too_few"],
  ["a real change that may be under or over 5 %", { e: 0.04, low: 0.01, high: 0.07 }, "too_few"],
  ["an open end above", { e: 0.3, low: 0.1, high: null }, "worse"],
  ["an open end below", { e: 0.3, low: null, high: 0.5 }, "too_few"],
  ["no estimate", { e: null, low: null, high: null }, "too_few"],
] as const)("%s is %o: %s", (_, change, verdict) => {
  expect(verdictOf(change).verdict).toBe(verdict);
});

test("too few samples says by what factor n must grow, up to 10 times", () => {
  expect(verdictOf({ e: 0.1, low: -0.1, high: 0.3 }).growth).toBeCloseTo(4, 9);
  expect(verdictOf({ e: 0, low: -0.1, high: 0.1 }).growth).toBeCloseTo(4, 9);
  expect(verdictOf({ e: 0.05, low: -1, high: 1 }).growth).toBeNull();
});

const logNormal = (random: Random, { shift = 0, sigma = 0.3 } = {}): number =>
  Math.exp(9 + shift + sigma * normalQuantile(Math.min(1 - 1e-9, Math.max(1e-9, random()))));
const drawn = (n: number, draw: () => number) => ({
  sortedMs: Float64Array.from({ length: n }, draw).sort(),
  n,
});

function verdicts(trials: number, n: number, { shift, seed }: { shift: number; seed: number }) {
  const random = mulberry32(seed);
  const counted = { better: 0, worse: 0, same: 0, too_few: 0 };
  for (let trial = 0; trial < trials; trial += 1) {
    const before = drawn(n, () => logNormal(random));
    const after = drawn(n, () => logNormal(random, { shift }));
    const change = compareDurations(before, after);
    counted[change === null ? "too_few" : verdictOf(change).verdict] += 1;
  }
  return counted;
}

test("A against A: better and worse together stay within 5 % and the error of the simulation, at every n", () => {
  for (const n of [8, 20, 60, 300]) {
    const { better, worse } = verdicts(600, n, { shift: 0, seed: 20260201 + n });
    expect(better + worse, `n ${n}`).toBeLessThanOrEqual(600 * (0.05 + 2.6 * Math.sqrt((0.05 * 0.95) / 600)));
  }
});

test("A against A: 60 a side are too few to call it the same, 1,200 a side are enough in 93 of 100", () => {
  expect(verdicts(200, 60, { shift: 0, seed: 20260202 }).too_few).toBeGreaterThan(180);
  expect(verdicts(150, 1_200, { shift: 0, seed: 20260203 }).same).toBeGreaterThanOrEqual(0.93 * 150);
});

test("20 % slower at 60 a side is called worse in 80 of 100", () => {
  expect(verdicts(400, 60, { shift: Math.log(1.2), seed: 20260204 }).worse).toBeGreaterThanOrEqual(0.8 * 400);
});

/** Batches that differ by `sd` on logs. */
function batches(random: Random, { sd, count, size }: { sd: number; count: number; size: number }) {
  return Array.from({ length: count }, () => {
    const shift = sd * normalQuantile(Math.min(1 - 1e-9, Math.max(1e-9, random())));
    return Array.from({ length: size }, () => logNormal(random, { shift }));
  });
}

test("batches that differ among themselves make false changes; widened by what they differ, they stay within 5 %", () => {
  const random = mulberry32(20260205);
  const trials = 400;
  let plain = 0;
  let widened = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const sides = [0, 1].map(() => batches(random, { sd: 0.15, count: 8, size: 15 }));
    const [before = [], after = []] = sides;
    const change = compareDurations(
      { sortedMs: Float64Array.from(before.flat()).sort(), n: 120 },
      { sortedMs: Float64Array.from(after.flat()).sort(), n: 120 },
    );
    const spread = batchSpread(sides.map((side) => side.map((batch) => batchSumsOf(batch.map(Math.log)))));
    if (change === null || spread === null) throw new Error("120 runs in 8 batches a side are enough.");
    const isFalse = (verdict: string) => (verdict === "better" || verdict === "worse" ? 1 : 0);
    plain += isFalse(verdictOf(change).verdict);
    const sizes = Array.from({ length: 8 }, () => 15);
    widened += isFalse(verdictOf(widenByBatches(change, spread, [sizes, sizes])).verdict);
  }

  expect(plain).toBeGreaterThan(0.15 * trials);
  expect(widened).toBeLessThanOrEqual(trials * (0.05 + 2.6 * Math.sqrt((0.05 * 0.95) / trials)));
});

test("the spread between batches is found again, and is not known from under ten batches or from single runs", () => {
  const random = mulberry32(20260206);
  const sums = (count: number, size: number, sd: number) =>
    batches(random, { sd, count, size }).map((batch) => batchSumsOf(batch.map(Math.log)));

  expect(batchSpread([sums(400, 20, 0.2)])?.sd).toBeCloseTo(0.2, 1);
  expect(batchSpread([sums(200, 20, 0)])?.sd).toBeLessThan(0.04);
  expect(batchSpread([sums(4, 20, 0.2), sums(5, 20, 0.2)])).toBeNull();
  expect(batchSpread([sums(30, 1, 0.2)])).toBeNull();
});

test("a share of runs in batches that differ is worth fewer runs, never fewer than the batches", () => {
  const sizes = Array.from({ length: 12 }, () => 10);

  expect(effectiveRuns({ share: 0.8, n: 120 }, { sd: 0, batches: 12 }, sizes)).toBe(120);
  expect(effectiveRuns({ share: 0.8, n: 120 }, { sd: 0.2, batches: 12 }, sizes)).toBeCloseTo(
    0.16 / (0.16 / 120 + 0.04 / 12),
    9,
  );
  expect(effectiveRuns({ share: 0.8, n: 120 }, { sd: 5, batches: 12 }, sizes)).toBe(12);
});

test("changes of scenarios are weighed, and their intervals put together in squares", () => {
  const combined = combineChanges([
    { weight: 3, change: { e: 0.1, low: 0, high: 0.2 } },
    { weight: 1, change: { e: 0.3, low: 0.1, high: 0.5 } },
  ]);

  expect(combined?.e).toBeCloseTo(0.15, 12);
  expect(combined?.low).toBeCloseTo(0.15 - Math.hypot(0.075, 0.05), 12);
  expect(combined?.high).toBeCloseTo(0.15 + Math.hypot(0.075, 0.05), 12);
  expect(combineChanges([])).toBeNull();
  expect(combineChanges([{ weight: 1, change: { e: 0.1, low: null, high: 0.2 } }])?.low).toBeNull();
});

test("what is kept of many findings is SciPy's Benjamini-Hochberg", () => {
  for (const { p, kept } of golden.discoveries) expect(keepDiscoveries(p)).toEqual(kept);
});

test("an interval that just touches 0 has p 0.05", () => {
  expect(pValueOf({ e: 0.1, low: 0, high: 0.3 })).toBeCloseTo(0.05, 9);
  expect(pValueOf({ e: -0.1, low: -0.4, high: 0 })).toBeCloseTo(0.05, 9);
  expect(pValueOf({ e: 0.1, low: null, high: 1 })).toBe(1);
});
