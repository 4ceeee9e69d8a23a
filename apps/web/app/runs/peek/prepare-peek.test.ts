import { expect, test } from "vitest";
import { makeRunSummary } from "#fixtures/make-run.ts";
import { preparePeekFigures } from "./prepare-peek.ts";

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

test("a run on an endpoint has a first token, and no steps", () => {
  const names = preparePeekFigures(makeRunSummary({ provider: "openai" })).map(({ name }) => name);

  expect(names).toEqual(["Total time", "First token", "Cost"]);
});
