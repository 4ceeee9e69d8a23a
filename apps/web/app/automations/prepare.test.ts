import { expect, test } from "vitest";
import { parseJsonObject } from "#components/form/parse-json.ts";
import { automationBody, EMPTY_DRAFT, namesAskedFor } from "./prepare.ts";
import { REQUEST_TEMPLATES } from "./request-templates.ts";

test("an empty description and label are none, not an empty text", () => {
  expect(automationBody({ ...EMPTY_DRAFT, name: "Prices" })).toEqual({
    name: "Prices",
    description: null,
    request: { url: "{{url}}", goal: "{{goal}}" },
    default_inputs: {},
    tinyfish_automation_id: null,
  });
});

test("nothing is sent while the request does not parse", () => {
  expect(automationBody({ ...EMPTY_DRAFT, request: '{"url":' })).toBeNull();
});

test("the names a request asks for are told once each; doubled braces are text", () => {
  expect(namesAskedFor('{"url":"{{url}}","goal":"{{ name }} and {{url}} and {{{{not}}}}"}')).toEqual(["url", "name"]);
});

test.each(REQUEST_TEMPLATES.map(({ name, request }) => [name, request] as const))(
  "the template %s is a request with url and goal",
  (_name, request) => {
    expect(request).toMatchObject({ url: expect.any(String), goal: expect.any(String) });
    expect(parseJsonObject(JSON.stringify(request)).isValid).toBe(true);
  },
);
