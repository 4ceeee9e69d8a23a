import { expect, test } from "vitest";
import golden from "../golden/change-points.golden.json" with { type: "json" };
import { bestSplit, distancesOf } from "./best-split.ts";
import { findChangePoints } from "./find-change-points.ts";
import { mulberry32 } from "./mulberry32.ts";
import { normalQuantile } from "./normal-distribution.ts";

/** Normal noise as batches usually differ, with steps: `{ 30: 0.2 }` adds 0.2 from the value at 30 on. */
function drawSeries(seed: number, { n = 50, sd = 0.06, steps = {} }: Drawn = {}): number[] {
  const random = mulberry32(seed);
  const drawn = Object.entries(steps);
  return Array.from({ length: n }, (_, place) =>
    drawn.reduce(
      (value, [at, size]) => value + (place >= Number(at) ? size : 0),
      3 + sd * normalQuantile(Math.min(1 - 1e-9, Math.max(1e-9, random()))),
    ),
  );
}
type Drawn = { n?: number; sd?: number; steps?: Record<number, number> };

test.each(golden.series)("the best split of series %# is that of an independent implementation", ({ values, q }) => {
  const order = Int32Array.from(values, (_, place) => place);

  const split = bestSplit(distancesOf(values), order, 4);

  const highest = Math.max(...q);
  expect(split?.q).toBeCloseTo(highest, 9);
  expect(split?.at).toBe(4 + q.indexOf(highest));
});

test.each(golden.series)("the change points of series %# are those of an independent implementation", (one) => {
  expect(findChangePoints(one.values).map(({ at }) => at)).toEqual(one.change_points);
});

test("at most 2 % of series of 50 batches of noise have a change point", () => {
  const series = Array.from({ length: 600 }, (_, seed) => drawSeries(seed + 1));

  const wrong = series.filter((values) => findChangePoints(values).length > 0);

  expect(wrong.length / series.length).toBeLessThanOrEqual(0.02);
});

test("a step of 20 % is found where it is, and is an alert", () => {
  const found = Array.from({ length: 40 }, (_, seed) =>
    findChangePoints(drawSeries(seed + 1, { steps: { 30: Math.log(1.2) } })),
  );

  const right = found.filter(([point]) => point?.is_alert === true && Math.abs(point.at - 30) <= 2);
  expect(right.length / found.length).toBeGreaterThanOrEqual(0.95);
  const sizes = found.flatMap((points) => points.slice(0, 1).map(({ e }) => Math.exp(e)));
  expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toBeCloseTo(1.2, 1);
});

test("a change under 5 % is shown as tentative, however certain", () => {
  const [point] = findChangePoints(drawSeries(1, { sd: 0.004, steps: { 25: Math.log(1.03) } }));

  expect(point).toMatchObject({ at: 25, is_alert: false, n_before: 25, n_after: 25 });
  expect(point?.p).toBeLessThan(0.001);
});

test("a change under 2 % is not shown", () => {
  expect(findChangePoints(drawSeries(1, { sd: 0.001, steps: { 25: Math.log(1.01) } }))).toEqual([]);
});

test("each side of a change point has at least four batches", () => {
  expect(findChangePoints(drawSeries(3, { n: 20, sd: 0.01, steps: { 18: 0.4 } })).every(({ at }) => at <= 16)).toBe(
    true,
  );
});

test("under twelve batches no change point is searched for", () => {
  expect(findChangePoints(drawSeries(1, { n: 11, steps: { 6: 0.5 } }))).toEqual([]);
});

test("only the latest fifty batches are looked at, and places count in the whole series", () => {
  const points = findChangePoints(drawSeries(1, { n: 90, steps: { 20: 0.5, 70: -0.3 } }));

  expect(points.map(({ at }) => at)).toEqual([70]);
});

test("equal values have no change point", () => {
  expect(findChangePoints(Array.from({ length: 30 }, () => 2))).toEqual([]);
});
