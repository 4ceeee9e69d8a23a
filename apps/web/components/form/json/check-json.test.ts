import { expect, test } from "vitest";
import { checkJson } from "./check-json.ts";

test("text that does not parse has one problem, at its place", () => {
  const text = '{\n  "url": "x",\n  "goal"\n}';

  expect(checkJson(text, "tinyfish_request")).toMatchObject([{ line: 4, from: text.length - 1 }]);
});

test("what the contract refuses is marked where it stands, what is missing where it belongs", () => {
  const text = '{\n  "url": "x",\n  "agent_config": {"max_steps": 0}\n}';

  const problems = checkJson(text, "tinyfish_request");

  expect(problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
    "2: url must be an address with its scheme, http or https",
    "1: goal is required",
    expect.stringMatching(/^3: agent_config\.max_steps /),
  ]);
  const steps = problems[2];
  expect(text.slice(steps?.from, steps?.to)).toBe('"max_steps": 0');
});

test("entries of a list are found by their place in it", () => {
  const text = '{"url":"https://a.example","goal":"g","use_vault":true,"credential_item_ids":["a",\n""]}';

  expect(checkJson(text, "tinyfish_request")).toMatchObject([{ line: 2 }]);
});

test("without a contract any object will do, and nothing typed is one", () => {
  expect(checkJson('{"anything": [1]}', null)).toEqual([]);
  expect(checkJson("", null)).toEqual([]);
  expect(checkJson("[]", null)).toMatchObject([{ line: 1, message: "must be a JSON object: { ... }" }]);
});
