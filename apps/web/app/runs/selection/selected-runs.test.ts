import { expect, test } from "vitest";
import { inPortions, readIds } from "./selected-runs.ts";

const { signal } = new AbortController();

test("runs that were chosen one by one are those, and nobody is asked", async () => {
  const api = { listRunIds: () => Promise.reject(new Error("Nothing is to be asked.")) };

  expect(await readIds(api, { kind: "some", ids: [3, 1] }, signal)).toEqual([3, 1]);
});

test("all that match are asked for once, with the filter, however many were counted before", async () => {
  const asked: unknown[] = [];
  const api = {
    listRunIds: async (filter: unknown) => {
      asked.push(filter);
      return { total: 3, ids: [9, 8, 7] };
    },
  };

  const ids = await readIds(api, { kind: "all", filter: { status: ["timeout"] }, count: 2 }, signal);

  expect(ids).toEqual([9, 8, 7]);
  expect(asked).toEqual([{ status: ["timeout"] }]);
});

test("portions hold every run once, 200 at most", () => {
  const ids = Array.from({ length: 450 }, (_, index) => 1_000 - index);

  const portions = inPortions(ids);

  expect(portions.map(({ length }) => length)).toEqual([200, 200, 50]);
  expect(portions.flat()).toEqual(ids);
  expect(inPortions([])).toEqual([]);
});
