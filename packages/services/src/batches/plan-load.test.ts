import { LoadProfile } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { planGivenLoad } from "./plan-load.ts";
import type { GivenLoad } from "./plan-load.ts";

const given = (load: unknown, changes: Partial<GivenLoad> = {}): GivenLoad => ({
  load: LoadProfile.parse(load),
  seed: 7,
  count: 1,
  provider: "openai",
  target: { limits: { max_in_flight: null } },
  ...changes,
});
const OPEN = { kind: "poisson", rate_per_second: 10, runs: 50 };
const never = (): number => {
  throw new Error("was drawn");
};

test("an open load is kept as it was given, with its seed and the number of runs it makes", () => {
  const planned = planGivenLoad(given(OPEN), () => 50);

  expect(planned).toEqual({ load: { ...OPEN, max_in_flight: null, on_full: "wait" }, seed: 7, run_count: 50 });
});

test("no load asks for more at once than the target allows", () => {
  const target = { limits: { max_in_flight: 3 } };
  const closed = { kind: "closed", runs: 10, concurrency: 8, start_spread_ms: 0 };

  expect(planGivenLoad(given(closed, { target }), never).load).toMatchObject({ concurrency: 3 });
  expect(planGivenLoad(given(OPEN, { target }), () => 50).load).toMatchObject({ max_in_flight: 3 });
  expect(planGivenLoad(given({ ...OPEN, max_in_flight: 2 }, { target }), () => 50).load).toMatchObject({
    max_in_flight: 2,
  });
});

test.each([undefined, 50])(
  "a closed load that a time ends says no number of runs, whatever it may have: %s",
  (runs) => {
    const closed = { kind: "closed", runs, concurrency: 60, start_spread_ms: 0, duration_ms: 500 };

    const planned = planGivenLoad(given(closed), never);

    expect(planned).toEqual({ load: { ...closed, concurrency: runs ?? 60 }, seed: 7, is_open_ended: true });
  },
);

test.each<[string, unknown, Partial<GivenLoad>, number, string]>([
  [
    "of agents that ends after a time",
    { kind: "closed", runs: 9, concurrency: 1, start_spread_ms: 0, duration_ms: 5 },
    { provider: "tinyfish" },
    9,
    "load.duration_ms",
  ],
  [
    "that ends after a time and that count contradicts",
    { kind: "closed", runs: 9, concurrency: 1, start_spread_ms: 0, duration_ms: 5 },
    { count: 4 },
    9,
    "count",
  ],
  ["of agents that is open", OPEN, { provider: "tinyfish" }, 50, "load.kind"],
  ["of more runs than a batch holds", { ...OPEN, runs: 10_001 }, {}, 10_001, "load"],
  ["that makes no run", { ...OPEN, runs: undefined, duration_ms: 1 }, {}, 0, "load"],
  ["that count contradicts", OPEN, { count: 4 }, 50, "count"],
])("a load %s is refused by its field", (_, load, changes, runs, field) => {
  const planned = () => planGivenLoad(given(load, changes), () => runs);

  expect(planned).toThrow(
    expect.objectContaining({ code: "invalid_input", fields: [expect.objectContaining({ field })] }),
  );
});

test.each([
  { kind: "constant", rate_per_second: 100_000, duration_ms: 604_800_000 },
  { kind: "burst", runs_per_burst: 16_384, every_ms: 1, duration_ms: 604_800_000 },
  { kind: "stages", stages: [{ rate_per_second: 100_000, duration_ms: 604_800_000 }] },
  { kind: "ramp", curve: "exponential", from_per_second: 1, to_per_second: 100_000, duration_ms: 604_800_000 },
])("a load of millions of runs is refused before a single one is drawn: $kind", (load) => {
  expect(() => planGivenLoad(given(load), never)).toThrow(expect.objectContaining({ code: "invalid_input" }));
});
