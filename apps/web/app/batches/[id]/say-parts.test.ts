import { expect, test } from "vitest";
import { sayParts } from "./say-parts.ts";

const settings = {};
const CHATS = { turns: 3, think_ms: { from: 0, to: 0 } };

test("nothing is said of a load that asks for nothing beside its profile", () => {
  expect(sayParts({ settings }, null)).toEqual([]);
});

test("what was asked for beside the load is said in words, with its units", () => {
  const cancellation = { share: 0.125, after_ms: { from: 500, to: 2_000 } };

  expect(sayParts({ settings, cancellation, grace_ms: 30_000 }, null)).toEqual([
    "12.5 % of the runs are broken off on purpose after 0.5 to 2 s, and are in no rate.",
    "Runs may go on for 30 s after the last start.",
  ]);
  expect(sayParts({ settings, cancellation: { share: 1, after_ms: { from: 1_000, to: 1_000 } } }, null)).toEqual([
    "100 % of the runs are broken off on purpose after 1 s, and are in no rate.",
  ]);
  expect(sayParts({ settings, cancellation: { share: 0.1, after_ms: { from: 20, to: 60 } } }, null)).toEqual([
    "10 % of the runs are broken off on purpose after 20 to 60 ms, and are in no rate.",
  ]);
});

test("what is in no figure is said, and how many runs that were once it is known", () => {
  const margins = { settings, warm_up_ms: 500, cool_down_ms: 2_000 };
  const window = { from_ms: 500, to_ms: 8_000, warm_up_runs: 5, cool_down_runs: 20 };

  expect(sayParts(margins, null)).toEqual(["In no figure: what is due before 0.5 s, what is due in the last 2 s."]);
  expect(sayParts(margins, { window })).toEqual([
    "In no figure: what is due before 0.5 s, what is due in the last 2 s (5 runs of the warm-up, 20 runs of the cool-down).",
  ]);
  expect(sayParts({ settings: { chats: CHATS }, warm_up_runs: 1 }, null)).toEqual([
    "In no figure: the first conversation.",
  ]);
  expect(sayParts({ settings, warm_up_runs: 5 }, { window: { from_ms: 0, to_ms: 0, warm_up_runs: 0 } })).toEqual([
    "In no figure: the first 5 runs (no run was).",
  ]);
});
