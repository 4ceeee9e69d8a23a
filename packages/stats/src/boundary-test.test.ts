import { expect, test } from "vitest";
import { boundaryTest } from "./boundary-test.ts";
import { mulberry32 } from "./mulberry32.ts";
import { normalQuantile } from "./normal-distribution.ts";

const drawLogs = (seed: number, n: number): number[] => {
  const random = mulberry32(seed);
  return Array.from({ length: n }, () => 3 + 0.06 * normalQuantile(Math.max(1e-9, random())));
};

test("a newest batch like those before it is outside in 1 % of histories", () => {
  const histories = Array.from({ length: 2_000 }, (_, seed) => drawLogs(seed + 1, 8));

  const outside = histories.filter((logs) => boundaryTest(logs)?.is_outside === true).length;

  expect(outside / histories.length).toBeGreaterThan(0.004);
  expect(outside / histories.length).toBeLessThan(0.017);
});

test("a newest batch that took half as long again is outside", () => {
  const logs = [1, 1.05, 0.98, 1.02, 1.01, 0.97, 1.5].map(Math.log);

  const test = boundaryTest(logs);

  expect(test).toMatchObject({ is_outside: true, n_before: 6, before: expect.closeTo(0.005, 3) });
  expect(Math.exp(test?.e ?? 0)).toBeCloseTo(1.49, 2);
});

test("under four batches before it nothing can be said", () => {
  expect(boundaryTest(drawLogs(1, 4))).toBeNull();
});
