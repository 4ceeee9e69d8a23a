import { expect, test } from "vitest";
import { namedOptions, wordOptions } from "./facet-options.ts";

test("options come with their counts, in the API's order", () => {
  const facet = {
    values: [
      { value: "timeout", count: 12 },
      { value: "aborted", count: 3 },
    ],
    more: false,
  };

  expect(wordOptions(facet, ["timeout"])).toEqual({
    options: [
      { value: "timeout", label: "timeout", count: 12 },
      { value: "aborted", label: "aborted", count: 3 },
    ],
  });
});

test("what is chosen stays, with none left, so that it can be unchosen", () => {
  expect(wordOptions({ values: [], more: false }, ["timeout"]).options).toEqual([
    { value: "timeout", label: "timeout", count: 0 },
  ]);
});

test("without an answer nothing is counted as zero", () => {
  expect(namedOptions(undefined, [7]).options).toEqual([{ value: 7, label: "7", count: null }]);
});

test("a list that was cut says so", () => {
  expect(namedOptions({ values: [{ id: 1, name: "A", count: 1 }], more: true }, []).note).toContain("50 most frequent");
});
