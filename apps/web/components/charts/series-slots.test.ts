import { expect, test } from "vitest";
import { seriesSlots } from "./series-slots.ts";

const NAMES = Array.from({ length: 8 }, (_, index) => `scenario:${index + 1}`);

test("eight series of one picture have eight colours", () => {
  expect(new Set(seriesSlots(NAMES).values()).size).toBe(8);
});

test("a series has the same colour alone as on another page", () => {
  expect(seriesSlots(["scenario:7"])).toEqual(seriesSlots(["scenario:7"]));
});

test("a series that was shown keeps its colour, and newcomers make room", () => {
  const [own = -1] = seriesSlots(["scenario:2"]).values();

  const slots = seriesSlots(["scenario:2", "scenario:9"], new Map([["scenario:9", own]]));

  expect(slots.get("scenario:9")).toBe(own);
  expect(slots.get("scenario:2")).toBe((own + 1) % 8);
});

test("more series than colours share them", () => {
  expect(seriesSlots([...NAMES, "scenario:9"]).size).toBe(9);
});
