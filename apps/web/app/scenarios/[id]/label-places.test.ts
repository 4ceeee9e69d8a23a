import { expect, test } from "vitest";
import { labelPlaces } from "./label-places.ts";

const placesOf = (...levels: number[]) => labelPlaces(levels.map((at) => ({ at })));

test("labels of close lines stand on different sides of them, whatever order the lines are in", () => {
  expect(placesOf(100, 110)).toEqual(["insideStartBottom", "insideStartTop"]);
  expect(placesOf(110, 100)).toEqual(["insideStartTop", "insideStartBottom"]);
  expect(new Set(placesOf(100, 104, 108)).size).toBe(3);
  expect(new Set(placesOf(100, 104, 108, 110)).size).toBe(4);
});

test("lines far from each other have their labels at the same place, over them", () => {
  expect(placesOf(100, 1_000, 10)).toEqual(["insideStartTop", "insideStartTop", "insideStartTop"]);
  expect(placesOf(1_000, 100, 110)).toEqual(["insideStartTop", "insideStartBottom", "insideStartTop"]);
});

test("without lines there are no places", () => {
  expect(placesOf()).toEqual([]);
});
