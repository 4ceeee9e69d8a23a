import { expect, test } from "vitest";
import { removeAll } from "./remove-all.ts";

/** An API with so many sample runs. */
function apiWith(runs: number) {
  let remaining = runs;
  return {
    removeSamples: ({ limit = 0 }: { limit?: number | undefined }) => {
      const removed_runs = Math.min(limit, remaining);
      remaining -= removed_runs;
      return Promise.resolve({ removed_runs, remaining_runs: remaining });
    },
  };
}

test("steps go on until none is left, each told", async () => {
  const told: number[] = [];

  await removeAll({
    api: apiWith(1_200),
    onProgress: (left) => told.push(left),
    signal: new AbortController().signal,
  });

  expect(told).toEqual([700, 200, 0]);
});

test("a stop ends it after the step under way, and says what is left", async () => {
  const stop = new AbortController();

  const left = await removeAll({ api: apiWith(1_200), onProgress: () => stop.abort(), signal: stop.signal });

  expect(left).toBe(700);
});
