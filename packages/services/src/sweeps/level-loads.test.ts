import { LoadProfile } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { axisOf, levelLoads } from "./level-loads.ts";

const CLOSED = LoadProfile.parse({ kind: "closed", runs: 64, concurrency: 3, start_spread_ms: 100 });
const POISSON = LoadProfile.parse({ kind: "poisson", rate_per_second: 9, duration_ms: 1_000, max_in_flight: 8 });
const at = { seed: 7, most: null };

test("a level takes the place of a closed load's concurrency; one run at a time has nothing to spread", () => {
  const levels = levelLoads({ load: CLOSED, levels: [1, 4] }, at);

  expect(levels.map(({ load }) => load)).toEqual([
    { ...CLOSED, concurrency: 1, start_spread_ms: 0 },
    { ...CLOSED, concurrency: 4 },
  ]);
});

test("a level takes the place of an open load's rate, and of nothing else", () => {
  const levels = levelLoads({ load: POISSON, levels: [0.5, 20] }, at);

  expect(axisOf(POISSON)).toBe("rate");
  expect(levels.map(({ load }) => load)).toEqual([
    { ...POISSON, rate_per_second: 0.5 },
    { ...POISSON, rate_per_second: 20 },
  ]);
});

test("levels have seeds of their own, and the same ones again from the same seed", () => {
  const levels = Array.from({ length: 20 }, (_, index) => index + 1);
  const seeds = () =>
    levelLoads({ load: POISSON, levels }, { seed: 4_294_967_295, most: null }).map(({ seed }) => seed);

  expect(new Set(seeds()).size).toBe(20);
  expect(seeds()).toEqual(seeds());
  expect(seeds().every((seed) => Number.isInteger(seed) && seed >= 0)).toBe(true);
});

test.each([
  ["burst", { kind: "burst", runs_per_burst: 2, every_ms: 9, runs: 4 }, [1, 2], null, "load.kind"],
  ["a broken concurrency", CLOSED, [1, 2.5], null, "levels.1"],
  ["more than the target allows", CLOSED, [4, 8, 16], 8, "levels.2"],
  ["more than there are runs", CLOSED, [4, 65], null, "levels.1"],
])("levels that cannot be had are refused by their field: %s", (_, load, levels, most, field) => {
  expect(() => levelLoads({ load: LoadProfile.parse(load), levels }, { seed: 7, most })).toThrow(
    expect.objectContaining({ code: "invalid_input", fields: [expect.objectContaining({ field })] }),
  );
});
