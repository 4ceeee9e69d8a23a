import { expect, test } from "vitest";
import { sampleStrides } from "./sample-strides.ts";

const stridesOf = (...runs: number[]) =>
  sampleStrides(runs.map((each, index) => ({ scenario_id: index + 1, runs: each }))).map(({ stride }) => stride);

test("a scenario's runs are compared whole up to 5,000, and above that one of every so many", () => {
  expect(stridesOf(1)).toEqual([1]);
  expect(stridesOf(5_000)).toEqual([1]);
  expect(stridesOf(5_001)).toEqual([2]);
  expect(stridesOf(200_000, 4_000)).toEqual([40, 1]);
});

test("many scenarios share 12,000 runs, and none is left with fewer than a hundred of those it has", () => {
  expect(stridesOf(...Array.from({ length: 12 }, () => 16_700))).toEqual(Array.from({ length: 12 }, () => 17));
  expect(stridesOf(...Array.from({ length: 300 }, () => 1_000))).toEqual(Array.from({ length: 300 }, () => 10));
  expect(sampleStrides([])).toEqual([]);
});
