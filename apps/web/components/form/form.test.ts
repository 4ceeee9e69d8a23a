import { ApiProblem } from "@tfbench/client";
import { expect, test } from "vitest";
import { fieldErrors } from "./field-errors.ts";
import { openProblems } from "./open-problems.ts";
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

test("a field that is called otherwise on the form is told by that name", () => {
  const fields = [
    { field: "base_url", message: "is required" },
    { field: "inputs.url", message: "is no address" },
  ];
  const errors = fieldErrors(problem(fields), [], { base_url: "Address", inputs: "Inputs" });

  expect(errors.rest).toContain("Address is required");
  expect(errors.rest).toContain("Inputs: url is no address");
  expect(errors.whole).toEqual(["The input is not valid.", "See the reference."]);
});

test("a field whose name begins alike is another field", () => {
  expect(fieldErrors(problem([{ field: "names", message: "is not a known field" }]), ["name"]).of("name")).toEqual([]);
});

test("where every problem stands at a field, what is said above is how many there are", () => {
  const errors = fieldErrors(problem([{ field: "name", message: "must not be blank" }]), ["name"]);

  expect(errors.rest).toEqual(["Not accepted: 1 problem, told at its field."]);
});

test("a problem is open until its field is changed, and the refusal until none is", () => {
  const refusal = problem([
    { field: "name", message: "is too long" },
    { field: "limits.most", message: "must be at least 1" },
  ]);
  const sent = { name: "long", limits: { most: 0 }, other: 1 };
  const left = (now: object | null) => fieldErrors(openProblems(refusal, { sent, now }), ["name", "limits"]);

  expect(left({ ...sent, other: 2 }).of("name")).toEqual(["is too long"]);
  expect(left(null).of("name")).toEqual(["is too long"]);
  expect(left({ ...sent, name: "x" }).of("name")).toEqual([]);
  expect(left({ ...sent, name: "x" }).of("limits")).toEqual(["most must be at least 1"]);
  expect(openProblems(refusal, { sent, now: { name: "x", limits: { most: 1 } } })).toBeNull();
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
