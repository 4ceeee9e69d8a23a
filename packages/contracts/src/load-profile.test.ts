import { expect, test } from "vitest";
import { LoadProfile } from "./load-profile.ts";

const messages = (profile: unknown): string[] =>
  LoadProfile.safeParse(profile).error?.issues.map(({ message }) => message) ?? [];

test.each([
  { kind: "constant", rate_per_second: 50 },
  { kind: "burst", runs_per_burst: 2, every_ms: 100 },
  { kind: "closed", concurrency: 2, start_spread_ms: 0 },
])("a profile needs to say when it ends, by a number of runs, a duration or both: %o", (profile) => {
  expect(messages(profile)).toEqual(["Give runs, duration_ms or both."]);
  expect(messages({ ...profile, runs: 3 })).toEqual([]);
  expect(messages({ ...profile, duration_ms: 3 })).toEqual([]);
  expect(messages({ ...profile, runs: 3, duration_ms: 3 })).toEqual([]);
});

test("without a ceiling nothing waits; with one, due runs wait unless the profile says drop", () => {
  expect(LoadProfile.parse({ kind: "poisson", rate_per_second: 1, runs: 1 })).toMatchObject({
    max_in_flight: null,
    on_full: "wait",
  });
});

test("a trace whose due offsets go back in time is refused", () => {
  expect(messages({ kind: "replay", due_offsets_ms: [0, 5, 4] })).toEqual(["Due offsets have to be in order."]);
  expect(messages({ kind: "replay", due_offsets_ms: [0, 5, 5] })).toEqual([]);
});
