import type { LoadProfile } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { planFromFlags } from "../plan/plan-from-flags.ts";
import type { RunFlags } from "../plan/plan-from-flags.ts";
import { levelFile } from "./level-file.ts";
import { planAtLevel } from "./plan-at-level.ts";

const FLAGS: RunFlags = {
  url: "http://127.0.0.1:9/v1/chat/completions",
  model: "m",
  arrival: "poisson",
  onFull: "wait",
  startSpreadMs: 100,
  warmup: { runs: 0 },
  requests: 50,
  header: [],
  image: [],
  inputTokens: 16,
  sharedPrefixTokens: 0,
  timeoutMs: 10_000,
  threads: 1,
  seed: 7,
  replaySpeed: 1,
  slo: [],
};
const closed = planFromFlags({ ...FLAGS, sweepConcurrency: [1, 8, 64] });
const open = planFromFlags({ ...FLAGS, sweepRate: [5, 10], concurrency: 4 });
const loadAt = (plan: typeof closed, level: number, axis: "concurrency" | "rate"): LoadProfile =>
  planAtLevel(plan, { axis, level, ordinal: 0 }).load;

test("a level takes the place of the load's own and leaves the rest of it", () => {
  expect(loadAt(closed, 8, "concurrency")).toEqual({ kind: "closed", runs: 50, concurrency: 8, start_spread_ms: 100 });
  expect(loadAt(closed, 1, "concurrency")).toMatchObject({ concurrency: 1, start_spread_ms: 0 });
  expect(loadAt(open, 5, "rate")).toMatchObject({ kind: "poisson", rate_per_second: 5, max_in_flight: 4, runs: 50 });
});

test("no two loads of a command share a prompt or a seed, and the same command has them again", () => {
  const loads = [0, 1, 2].map((ordinal) => planAtLevel(closed, { axis: "concurrency", level: 8, ordinal }));
  const words = loads.flatMap(({ prompts }) => [0, 1, 49].map((run) => JSON.stringify(prompts?.at(run).messages)));

  expect(new Set(words).size).toBe(9);
  expect(new Set(loads.map(({ seed }) => seed)).size).toBe(3);
  const again = planAtLevel(planFromFlags({ ...FLAGS, sweepConcurrency: [1, 8, 64] }), {
    axis: "concurrency",
    level: 8,
    ordinal: 2,
  });
  expect(again.prompts?.at(49)).toEqual(loads[2]?.prompts?.at(49));
  expect(again.seed).toBe(loads[2]?.seed);
});

test("a load too short for a level, and one that has no such level, are refused", () => {
  expect(() => loadAt(closed, 64, "concurrency")).toThrow(/50 runs cannot keep 64 open/);
  expect(() => loadAt(closed, 5, "rate")).toThrow(/closed has no 5 requests\/s/);
});

test.each([
  ["run.ndjson", "run.level-3.ndjson"],
  ["out/a.b/run", "out/a.b/run.level-3"],
  ["./x.y.ndjson", "./x.y.level-3.ndjson"],
])("the record file of the third load of %s is %s", (out, file) => {
  expect(levelFile(out, 2)).toBe(file);
});
