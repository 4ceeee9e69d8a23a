import { expect, test } from "vitest";
import { sayParts } from "./say-parts.ts";

test("nothing is said of a load that asks for nothing beside its profile", () => {
  expect(sayParts({})).toEqual([]);
});

test("what was asked for beside the load is said in words, with its units", () => {
  const cancellation = { share: 0.125, after_ms: { from: 500, to: 2_000 } };

  expect(sayParts({ cancellation, grace_ms: 30_000 })).toEqual([
    "12.5 % of the runs are broken off on purpose after 0.5 to 2 s, and are in no rate.",
    "Runs may go on for 30 s after the last start.",
  ]);
  expect(sayParts({ cancellation: { share: 1, after_ms: { from: 1_000, to: 1_000 } } })).toEqual([
    "100 % of the runs are broken off on purpose after 1 s, and are in no rate.",
  ]);
});
