import type { SweepSummary } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { makeSearch } from "#fixtures/make-search.ts";
import { prepareSweepRows } from "./prepare.ts";
import { sayLevel, sayLevels } from "./say-level.ts";

const sweep: SweepSummary = {
  id: 3,
  scenario_id: 4,
  scenario_name: "Chat",
  target_name: "Local model",
  origin: "simulated",
  axis: "concurrency",
  levels: [1, 4, 16],
  search: null,
  slos: [],
  ended_levels: 1,
  status: "running",
  created_at: "2026-11-20T10:00:00.000Z",
  finished_at: null,
};

test("a sweep is listed with its levels and how many of them have ended", () => {
  expect(prepareSweepRows([sweep])).toMatchObject([
    { href: "/sweeps/3", levels: "1 to 16 at a time", ended: "1 of 3", scenario: { href: "/scenarios/4" } },
  ]);
});

test("a search is listed with its range and how many loads have ended", () => {
  const search = makeSearch({ low: 1, high: 64 });

  expect(prepareSweepRows([{ ...sweep, levels: [1], search }])).toMatchObject([
    { levels: "search of 1 to 64 at a time", ended: "1 load" },
  ]);
});

test("levels are told with what they count", () => {
  expect(sayLevel("rate", 12.5)).toBe("12.50 per second");
  expect(sayLevels("rate", [1, 40])).toBe("1 to 40 per second");
});
