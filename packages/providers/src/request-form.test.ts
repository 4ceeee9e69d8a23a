import type { JsonObject, JsonValue, Provider } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { requestFormOf } from "./request-form-of.ts";
import type { ChatMessage, Prompt } from "@tfbench/engine";
import type { RequestForm, Wishes } from "./request-form.ts";

const WISHES: Wishes = {
  model: "m",
  maxTokens: 9,
  minTokens: null,
  ignoresEnd: false,
  tools: null,
  body: { temperature: 0 },
};
const PNG = "data:image/png;base64,AAAA";
const SYSTEM: ChatMessage = { role: "system", content: "Be brief." };
const ASK: ChatMessage = { role: "user", content: "Why?" };
const SEE: ChatMessage = {
  role: "user",
  content: [
    { type: "text", text: "What is this?" },
    { type: "image_url", image_url: { url: PNG } },
  ],
};
const CALL: ChatMessage = {
  role: "assistant",
  content: null,
  tool_calls: [{ id: "c1", type: "function", function: { name: "find", arguments: '{"q":"x"}' } }],
};
const FOUND: ChatMessage = { role: "tool", tool_call_id: "c1", content: "an x" };

function formOf(provider: Provider): RequestForm {
  const form = requestFormOf(provider);
  if (form === null) throw new Error(`${provider} has no form.`);
  return form;
}
type Asked = { wishes?: Partial<Wishes>; turn: Partial<Prompt> };
function ask(provider: Provider, api: string | null, { wishes = {}, turn }: Asked): JsonObject {
  const form = formOf(provider);
  return form.withTurn(form.write({ ...WISHES, ...wishes }, api), { messages: [ASK], max_tokens: null, ...turn }, api);
}

test("a prompt is messages, a prompt, an input or Anthropic's messages, each with its own word for the limit", () => {
  const common = { model: "m", temperature: 0 };

  expect(ask("openai", "chat", { turn: {} })).toEqual({ ...common, max_tokens: 9, messages: [ASK] });
  expect(ask("openai", "completions", { turn: {} })).toEqual({ ...common, max_tokens: 9, prompt: "Why?" });
  expect(ask("openai", "responses", { turn: {} })).toEqual({ ...common, max_output_tokens: 9, input: [ASK] });
  expect(ask("anthropic", "messages", { turn: {} })).toEqual({ ...common, max_tokens: 9, messages: [ASK] });
});

test("the system's words are a message, the beginning of a prompt, an item, or stand apart", () => {
  const turn = { messages: [SYSTEM, ASK] };

  expect(ask("openai", "chat", { turn })["messages"]).toEqual([SYSTEM, ASK]);
  expect(ask("openai", "completions", { turn })["prompt"]).toBe("Be brief.\n\nWhy?");
  expect(ask("openai", "responses", { turn })["input"]).toEqual([SYSTEM, ASK]);
  expect(ask("anthropic", "messages", { turn })).toMatchObject({ system: "Be brief.", messages: [ASK] });
});

test("what the request says of the system comes before what the turn says of it", () => {
  const said = (system: JsonValue) =>
    formOf("anthropic").withTurn({ model: "m", system }, { messages: [SYSTEM, ASK], max_tokens: null }, "messages");

  expect(said("Be kind.")).toMatchObject({ max_tokens: 1_024, system: "Be kind.\n\nBe brief." });
  expect(said([{ type: "text", text: "Be kind." }])["system"]).toEqual([
    { type: "text", text: "Be kind." },
    { type: "text", text: "Be brief." },
  ]);
});

test("images are parts of each API's own kind, and completions refuse them", () => {
  const turn = { messages: [SEE] };

  expect(ask("openai", "chat", { turn })["messages"]).toEqual([SEE]);
  expect(ask("openai", "responses", { turn })["input"]).toEqual([
    {
      role: "user",
      content: [
        { type: "input_text", text: "What is this?" },
        { type: "input_image", image_url: PNG },
      ],
    },
  ]);
  expect(ask("anthropic", "messages", { turn })["messages"]).toEqual([
    {
      role: "user",
      content: [
        { type: "text", text: "What is this?" },
        { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
      ],
    },
  ]);
  expect(() => ask("openai", "completions", { turn })).toThrow("a part that is no text");
});

test("an image by its address stays an address", () => {
  const content = [{ type: "image_url", image_url: { url: "https://host/cat.png" } }];

  expect(ask("anthropic", "messages", { turn: { messages: [{ role: "user", content }] } })["messages"]).toEqual([
    { role: "user", content: [{ type: "image", source: { type: "url", url: "https://host/cat.png" } }] },
  ]);
});

test("calls of tools and their results are messages, items or blocks; what tools there are goes through as it is", () => {
  const tools = [{ name: "find" }];
  const asked = { wishes: { tools }, turn: { messages: [ASK, CALL, FOUND] } };

  expect(ask("openai", "chat", asked)).toMatchObject({ tools, messages: [ASK, CALL, FOUND] });
  expect(ask("openai", "responses", asked)).toMatchObject({
    tools,
    input: [
      ASK,
      { type: "function_call", call_id: "c1", name: "find", arguments: '{"q":"x"}' },
      { type: "function_call_output", call_id: "c1", output: "an x" },
    ],
  });
  expect(ask("anthropic", "messages", asked)).toMatchObject({
    tools,
    messages: [
      ASK,
      { role: "assistant", content: [{ type: "tool_use", id: "c1", name: "find", input: { q: "x" } }] },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "c1", content: "an x" }] },
    ],
  });
});

test("a run's own limit goes before the request's, and an exact length stays exact", () => {
  const exact = { wishes: { minTokens: 9, ignoresEnd: true }, turn: { max_tokens: 5 } };

  expect(ask("openai", "chat", exact)).toMatchObject({ max_tokens: 5, min_tokens: 5, ignore_eos: true });
  expect(ask("openai", "responses", { turn: { max_tokens: 5 } })).toMatchObject({ max_output_tokens: 5 });
  expect(ask("openai", "chat", { wishes: { minTokens: 3 }, turn: { max_tokens: 5 } })).toMatchObject({ min_tokens: 3 });
  expect(ask("openai", "chat", { wishes: { minTokens: 7 }, turn: { max_tokens: 5 } })).toMatchObject({ min_tokens: 5 });
});

test("Anthropic is always given a limit", () => {
  expect(ask("anthropic", "messages", { wishes: { maxTokens: null }, turn: {} })["max_tokens"]).toBe(1_024);
});

test("a service of its own kind gets the template with its places filled, and none of the fields that fill them", () => {
  const request = {
    model: "m 1",
    max_tokens: 9,
    path: "/ask?q={{prompt}}&m={{model}}",
    headers: { "x-model": "{{model}}" },
    body: { q: "Q: {{prompt}}", list: ["{{ messages }}"], limit: "{{max_tokens}}", literal: "{{{{prompt}}" },
    stream: { content: "$.t" },
  };

  expect(formOf("http_sse").withTurn(request, { messages: [SYSTEM, ASK], max_tokens: 5 }, null)).toEqual({
    path: "/ask?q=Be%20brief.%0A%0AWhy%3F&m=m%201",
    headers: { "x-model": "m 1" },
    body: { q: "Q: Be brief.\n\nWhy?", list: [[SYSTEM, ASK]], limit: 5, literal: "{{prompt}}" },
    stream: { content: "$.t" },
  });
});

test("wishes alone make a body for a service of its own kind; what only its server can name is refused", () => {
  expect(ask("http_sse", null, { turn: {} })).toEqual({
    body: { model: "m", prompt: "Why?", max_tokens: 9, stream: true, temperature: 0 },
    stream: {},
  });
  expect(() => ask("http_sse", null, { wishes: { ignoresEnd: true }, turn: {} })).toThrow("What ignore_eos is called");
});

test.each<[JsonValue, Prompt | null, RegExp]>([
  ["{{question}}", { messages: [ASK], max_tokens: null }, /a place \{\{question\}\} that nothing fills/],
  ["{{model}}", { messages: [ASK], max_tokens: null }, /Nothing says what goes into \{\{model\}\}/],
  ["{{prompt}}", null, /Nothing says what goes into \{\{prompt\}\}/],
  ["{{prompt}}", { messages: [SEE], max_tokens: null }, /a part that is no text/],
])("a place that cannot be filled is refused by its name: %j", (body, turn, sentence) => {
  expect(() => formOf("http_sse").withTurn({ body, stream: {} }, turn, null)).toThrow(sentence);
});

test("agents are asked for goals, not for turns", () => {
  expect(requestFormOf("tinyfish")).toBeNull();
});
