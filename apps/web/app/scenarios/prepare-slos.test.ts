import { ApiProblem } from "@tfbench/client";
import { parseScenarioSlo } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { fieldErrors } from "#components/form/field-errors.ts";
import { sloErrors, sloSuggestions, writtenSlos } from "./prepare-slos.ts";

const NONE = fieldErrors(null, ["slos"]);

test("lines that were left empty are not sent", () => {
  expect(writtenSlos(["", "success >= 0.9", "  "])).toEqual(["success >= 0.9"]);
});

test("what is wrong with a line is known before it is sent, and an empty one is not wrong", () => {
  expect(sloErrors(["speed < 3"], 0, NONE).known).toMatch(/"speed" is no metric of a run/);
  expect(sloErrors(["success >= 0.9"], 0, NONE)).toEqual({ told: [], known: null });
  expect(sloErrors([""], 0, NONE)).toEqual({ told: [], known: null });
});

test("what the API says of the second objective stands at its line, past one that was left empty", () => {
  const problem = new ApiProblem({
    code: "invalid_input",
    message: "Not accepted.",
    status: 400,
    hint: null,
    fields: [{ field: "slos.1", message: "is there twice" }],
    details: null,
    request_id: null,
  });
  const errors = fieldErrors(problem, ["slos"]);
  const slos = ["success >= 0.9", "", "success >= 0.9"];

  expect(slos.map((_, index) => sloErrors(slos, index, errors).told)).toEqual([[], [], ["is there twice"]]);
});

test.each([true, false])("with a number after it, every suggestion is an objective (agents: %s)", (isAgent) => {
  const refusals = sloSuggestions(isAgent)
    .map((text) => parseScenarioSlo(text.endsWith(" ") ? `${text}100` : text))
    .filter((parsed) => typeof parsed === "string");

  expect(refusals).toEqual([]);
});

test("agents are not offered what only streams of tokens have", () => {
  expect(sloSuggestions(true)).toContain("p95(response_ms) < ");
  expect(sloSuggestions(true).filter((text) => /token|tpot/.test(text))).toEqual([]);
  expect(sloSuggestions(false)).toContain("p5(output_tokens_per_second) > ");
});
