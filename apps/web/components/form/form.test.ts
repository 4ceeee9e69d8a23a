import { ApiProblem } from "@tfbench/client";
import { expect, test } from "vitest";
import { fieldErrors } from "./field-errors.ts";
import { parseJsonObject } from "./parse-json.ts";

const problem = (fields: { field: string; message: string }[]) =>
  new ApiProblem({
    code: "invalid_input",
    status: 422,
    message: "The input is not valid.",
    hint: "See the reference.",
    fields,
    details: null,
    request_id: "r",
  });

test("a field error stands at its field, one inside a field with its path, and the rest above the form", () => {
  const errors = fieldErrors(
    problem([
      { field: "name", message: "must not be blank" },
      { field: "request.url", message: "is required" },
      { field: "colour", message: "is not a known field" },
    ]),
    ["name", "request"],
  );

  expect(errors.of("name")).toEqual(["must not be blank"]);
  expect(errors.of("request")).toEqual(["url is required"]);
  expect(errors.rest).toEqual(["The input is not valid.", "colour is not a known field", "See the reference."]);
});

test("a field whose name begins alike is another field", () => {
  expect(fieldErrors(problem([{ field: "names", message: "is not a known field" }]), ["name"]).of("name")).toEqual([]);
});

test("an error that is no refusal is said above the form", () => {
  expect(fieldErrors(new Error("The API did not answer."), ["name"]).rest).toEqual(["The API did not answer."]);
  expect(fieldErrors(null, ["name"]).rest).toEqual([]);
});

test.each([
  ["", {}],
  ['{"a":1}', { a: 1 }],
])("the text %j is an object", (text, value) => {
  expect(parseJsonObject(text)).toEqual({ isValid: true, value });
});

test.each([
  ['{\n  "a": 1,\n  "b" 2\n}', /^Line 3, column 7: /],
  ['{"a":', /^Line 1, column 6: /],
  ["[1]", /^must be a JSON object/],
  ["null", /^must be a JSON object/],
  ["7", /^must be a JSON object/],
])("the text %j is refused with its place", (text, reason) => {
  const parsed = parseJsonObject(text);

  expect(parsed.isValid ? "valid" : parsed.problem).toMatch(reason);
});
