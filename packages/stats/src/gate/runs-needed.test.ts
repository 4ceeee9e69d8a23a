import { expect, test } from "vitest";
import { runsForProof, runsToSettle } from "./runs-needed.ts";

test.each([
  [0.5, 0.05, 5],
  [0.9, 0.05, 29],
  [0.95, 0.05, 59],
  [0.99, 0.05, 299],
  [0.95, 0.002, 122],
  [1, 0.05, Infinity],
])("a share above %d can be shown at %d by %d good runs and no fewer", (share, alpha, runs) => {
  expect(runsForProof(share, alpha)).toBe(runs);
});

test.each([
  { truth: 0.95, share: 0.9, least: 170, most: 195 },
  { truth: 0.85, share: 0.9, least: 240, most: 285 },
  { truth: 0.999, share: 0.95, least: 59, most: 100 },
])("a true share of $truth is told from $share with about as many runs as a power of 80 % takes", (question) => {
  const runs = runsToSettle(question.truth, question.share, 0.05);

  expect(runs).toBeGreaterThanOrEqual(question.least);
  expect(runs).toBeLessThanOrEqual(question.most);
});

test("a true share that lies on the limit is settled by no number of runs", () => {
  expect(runsToSettle(0.9, 0.9, 0.05)).toBe(Infinity);
});
