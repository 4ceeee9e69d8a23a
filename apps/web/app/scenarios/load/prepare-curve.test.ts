import { planArrivals } from "#components/load/plan-arrivals.ts";
import { expect, test } from "vitest";
import { prepareCurve } from "./prepare-curve.ts";

const free = { max_in_flight: null, on_full: "wait" } as const;

test("the line stands at its highest rate, and the caption says how many runs over what time", () => {
  const stages = [
    { rate_per_second: 5, duration_ms: 10_000 },
    { rate_per_second: 10, duration_ms: 10_000 },
  ];

  expect(prepareCurve(planArrivals({ kind: "stages", stages, arrivals: "poisson", ...free }))).toEqual({
    shape: [
      { x: 0, y: 0.5 },
      { x: 0.5, y: 0.5 },
      { x: 0.5, y: 0 },
      { x: 1, y: 0 },
    ],
    top: "10 runs per second",
    end: "20 s",
    caption: "About 150 runs over 20 s.",
  });
});

test("a closed load ends when its runs have, however long they take", () => {
  expect(prepareCurve(planArrivals({ kind: "closed", runs: 50, concurrency: 8, start_spread_ms: 100 }))).toMatchObject({
    top: "8 runs open at most",
    end: "until all have ended",
    caption: "50 runs.",
  });
});

test("one run at a time is said in the singular", () => {
  const { top } = prepareCurve(planArrivals({ kind: "closed", runs: 50, concurrency: 1, start_spread_ms: 0 }));

  expect(top).toBe("1 run open at most");
});
