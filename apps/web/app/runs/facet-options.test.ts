import { expect, test } from "vitest";
import { namedOptions, wordOptions } from "./facet-options.ts";

test("options come with their counts, in the API's order", () => {
  const facet = {
    values: [
      { value: "timeout", count: 12 },
      { value: "aborted", count: 3 },
    ],
    distinct: 2,
  };

  expect(wordOptions(facet, ["timeout"])).toEqual({
    options: [
      { value: "timeout", label: "timeout", count: 12 },
      { value: "aborted", label: "aborted", count: 3 },
    ],
  });
});

test("what is chosen stays, with none left, so that it can be unchosen", () => {
  expect(wordOptions({ values: [], distinct: 0 }, ["timeout"]).options).toEqual([
    { value: "timeout", label: "timeout", count: 0 },
  ]);
});

test("without an answer nothing is counted as zero", () => {
  expect(namedOptions(undefined, [7]).options).toEqual([{ value: 7, label: "7", count: null }]);
});

test("a list that was cut says so", () => {
  const facet = { values: [{ id: 1, name: "A", count: 1 }], more: true, distinct: 1_213 };

  expect(namedOptions(facet, []).note).toMatch(/^The 1 most frequent of 1,213 are listed and found here\./);
  expect(namedOptions({ ...facet, more: false, distinct: 1 }, []).note).toBeUndefined();
});
