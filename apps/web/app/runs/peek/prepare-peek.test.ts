import { expect, test } from "vitest";
import { makeRunSummary } from "#fixtures/make-run.ts";
import { preparePeekBadges, preparePeekFigures } from "./prepare-peek.ts";

const valuesOf = (changes: object) => preparePeekFigures(makeRunSummary(changes)).map(({ value }) => value);

test("figures stand with their units, and what was not measured is no zero", () => {
  expect(valuesOf({})).toEqual(["1,230 ms", "310 ms", "5", "$0.0800"]);
  expect(valuesOf({ total_duration_ms: null, ttft_ms: null, steps: null, cost_usd: null })).toEqual([
    "-",
    "-",
    "-",
    "not known",
  ]);
});

test("of a run on an endpoint no goal is told, only how it ended and what a person judged", () => {
  const verdict = { goal: "failed", note: null, at: "2026-11-20T11:00:00.000Z" } as const;
  const saidOf = (changes: object) =>
    preparePeekBadges(makeRunSummary(changes)).map(({ look, prefix }) => [prefix, look.word]);

  expect(saidOf({})).toEqual([
    [undefined, "completed"],
    ["goal", "passed"],
  ]);
  expect(saidOf({ provider: "openai", goal: "not_evaluated", verdict })).toEqual([
    [undefined, "completed"],
    ["verdict", "failed"],
  ]);
});

test("a run on an endpoint has a first token, and no steps", () => {
  const run = makeRunSummary({ provider: "openai", output_tokens: 40, output_tokens_per_second: null });

  expect(preparePeekFigures(run).map(({ name, value }) => [name, value])).toEqual([
    ["Total time", "1,230 ms"],
    ["First token", "310 ms"],
    ["Output tokens", "40"],
    ["Speed", "-"],
    ["Cost", "$0.0800"],
  ]);
});
