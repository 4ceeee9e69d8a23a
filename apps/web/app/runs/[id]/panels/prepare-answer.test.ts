import { expect, test } from "vitest";
import { prepareAnswer } from "./prepare-answer.ts";

test("what an endpoint wrote is read as text, its reasoning first", () => {
  const response_json = { content: "42", reasoning: "Six times seven.", tool_calls: [] };

  expect(prepareAnswer({ provider: "openai", response_json })).toEqual([
    { name: "Reasoning", text: "Six times seven.", cut: null },
    { name: "Answer", text: "42", cut: null },
  ]);
});

test("a text that nobody reads at a glance is cut, and it is said", () => {
  const [answer] = prepareAnswer({ provider: "openai", response_json: { content: "x".repeat(20_001) } });

  expect([answer?.text.length, answer?.cut]).toEqual([20_000, "The first 20,000 of 20,001 characters."]);
});

test.each([null, [], "text", { content: "" }, { content: 7 }])("%j is no text to read", (response_json) => {
  expect(prepareAnswer({ provider: "openai", response_json })).toEqual([]);
});

test("what an agent brought is data, whatever its fields are called", () => {
  expect(prepareAnswer({ provider: "tinyfish", response_json: { content: "Lamp" } })).toEqual([]);
});
