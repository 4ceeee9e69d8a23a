import { LoadProfile } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { EMPTY_LOAD, LOAD_KINDS, loadObstacle, loadOf, type LoadDraft } from "./load-draft.ts";
import { loadErrors } from "./load-errors.ts";

const none = { of: () => [], rest: [], whole: [] };
const draft = (changes: Partial<LoadDraft>): LoadDraft => ({ ...EMPTY_LOAD, ...changes });

test.each(LOAD_KINDS.map(({ value }) => value))(
  "what a form of the kind %s begins with can be sent as it is",
  (kind) => {
    const load = loadOf(draft({ kind }));

    expect(load).toMatchObject({ kind });
    expect(LoadProfile.parse(load)).toEqual(load);
  },
);

test("seconds become milliseconds, and fields of other kinds are left out", () => {
  expect(loadOf(draft({ kind: "burst", every_s: "2.5", runs: "", duration_s: "30" }))).toEqual({
    kind: "burst",
    runs_per_burst: 10,
    every_ms: 2_500,
    duration_ms: 30_000,
    max_in_flight: null,
    on_full: "wait",
  });
});

test("a closed load may be ended by its time alone", () => {
  expect(loadOf(draft({ kind: "closed", runs: "", duration_s: "30" }))).toEqual({
    kind: "closed",
    duration_ms: 30_000,
    concurrency: 4,
    start_spread_ms: 100,
  });
});

test("what happens beyond the ceiling is asked only where there is one", () => {
  expect(loadOf(draft({ kind: "poisson", on_full: "drop" }))).toMatchObject({ max_in_flight: null, on_full: "wait" });
  expect(loadOf(draft({ kind: "poisson", on_full: "drop", max_in_flight: "8" }))).toMatchObject({
    max_in_flight: 8,
    on_full: "drop",
  });
});

test.each<[string, Partial<LoadDraft>]>([
  ["Fill in the load profile first.", { kind: "gamma", shape: "" }],
  ["Fill in the load profile first.", { kind: "stages", stages: [] }],
  ["Fill in the load profile first.", { kind: "stages", stages: [{ rate_per_second: "", duration_s: "1" }] }],
  ["Mend what is marked in the load profile first.", { kind: "closed", concurrency: "0" }],
  [
    "Mend what is marked in the load profile first.",
    { kind: "stages", stages: [{ rate_per_second: "-1", duration_s: "1" }] },
  ],
  ["Say how many runs, for how long, or both.", { kind: "constant", runs: "", duration_s: "" }],
  ["Say how many runs, for how long, or both.", { kind: "closed", runs: "", duration_s: "" }],
  [
    "That comes to 30,000 runs; a batch holds at most 10,000.",
    { kind: "constant", rate_per_second: "1000", runs: "", duration_s: "30" },
  ],
  [
    "That comes to about 30,000 runs; a batch holds at most 10,000.",
    { kind: "poisson", rate_per_second: "1000", runs: "", duration_s: "30" },
  ],
])("%s", (obstacle, changes) => {
  expect(loadObstacle(draft(changes))).toBe(obstacle);
  expect(loadOf(draft(changes))).toBeNull();
});

test("a limit is said at its field, and what the API says too", () => {
  const said = { ...none, of: (field: string) => (field === "load.duration_ms" ? ["is too long"] : []) };

  expect(loadErrors(draft({ runs: "10001" }), none)("runs")).toEqual(["must be at most 10,000"]);
  expect(loadErrors(draft({ rate_per_second: "0" }), none)("rate_per_second")).toEqual(["must be more than 0"]);
  expect(loadErrors(draft({ concurrency: "1.5" }), none)("concurrency")).toEqual(["must be a whole number"]);
  expect(loadErrors(draft({}), said)("duration_s")).toEqual(["is too long"]);
});
