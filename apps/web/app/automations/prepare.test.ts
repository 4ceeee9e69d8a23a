import { expect, test } from "vitest";
import { checkContract } from "#components/form/json/json-contracts.ts";
import { automationBody, EMPTY_DRAFT, namesAskedFor, ofProvider } from "./prepare.ts";
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

const CONTRACT = {
  tinyfish: "tinyfish_request",
  openai: "openai_request",
  anthropic: "anthropic_request",
  http_sse: "http_sse_request",
} as const;

test.each(REQUEST_TEMPLATES.map((template) => [template.name, template] as const))(
  "the template %s is a request its provider takes",
  (_name, { provider, request }) => {
    expect(checkContract(CONTRACT[provider], request)).toEqual([]);
  },
);

test("another provider starts from one of its templates, and what was written is left alone", () => {
  const chat = ofProvider(EMPTY_DRAFT, "openai");
  const written = { ...EMPTY_DRAFT, request: '{"url":"https://a.example","goal":"Read"}' };

  expect(chat).toMatchObject({ provider: "openai", template: "Chat (OpenAI-compatible)" });
  expect(ofProvider(chat, "anthropic").request).toContain('"max_tokens"');
  expect(ofProvider(chat, "tinyfish")).toEqual(EMPTY_DRAFT);
  expect(ofProvider(written, "openai")).toEqual({ ...written, provider: "openai" });
});
