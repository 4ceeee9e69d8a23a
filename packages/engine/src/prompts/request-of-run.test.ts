import type { JsonObject, PromptSettings } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { requestOfRun } from "./request-of-run.ts";

const UNIQUE: PromptSettings = { allow_repeats: false };
const CHAT = { model: "m", messages: [{ role: "user", content: "Say hello" }] };
const planOf = (request: JsonObject, prompts: PromptSettings | undefined = UNIQUE, seed = 7) => ({
  request,
  seed,
  settings: { prompts },
});
const beginning = (request: JsonObject, field: string): string => JSON.stringify(request[field]);

test.each<[string, JsonObject, string]>([
  ["the first message", CHAT, "messages"],
  [
    "the system message before it",
    { ...CHAT, messages: [{ role: "system", content: "Be brief" }, ...CHAT.messages] },
    "messages",
  ],
  ["Anthropic's system prompt", { ...CHAT, system: "Be brief" }, "system"],
  [
    "a part of text after an image",
    { messages: [{ role: "user", content: [{ type: "image" }, { type: "text", text: "What is it?" }] }] },
    "messages",
  ],
  ["a completion", { model: "m", prompt: "Once" }, "prompt"],
  ["the instructions of a response", { model: "m", instructions: "Be brief", input: "Hi" }, "instructions"],
  ["the input of a response", { model: "m", input: [{ role: "user", content: "Hi" }] }, "input"],
])("every run has words of its own at the beginning of %s, and nothing else is touched", (_where, request, field) => {
  const requests = Array.from({ length: 2_000 }, (_, index) => requestOfRun(planOf(request), index));

  expect(new Set(requests.map((each) => beginning(each, field))).size).toBe(2_000);
  const [first = {}] = requests;
  const mark = /((?:[a-z]+ ){7}[a-z]+)\\n\\n/.exec(JSON.stringify(first))?.[0] ?? "none";
  expect(JSON.stringify(first).replace(mark, "")).toBe(JSON.stringify(request));
});

test("the same seed and index give the same request, another seed another one", () => {
  expect(requestOfRun(planOf(CHAT), 41)).toEqual(requestOfRun(planOf(CHAT), 41));
  expect(requestOfRun(planOf(CHAT, UNIQUE, 4_294_967_295), 41)).not.toEqual(requestOfRun(planOf(CHAT, UNIQUE, 8), 41));
});

test("repeats, agents and requests without a text are sent as they stand", () => {
  const tokens = { model: "m", prompt: [1, 2, 3] };

  expect(requestOfRun(planOf(CHAT, { allow_repeats: true }), 3)).toBe(CHAT);
  expect(requestOfRun({ request: CHAT, settings: {} }, 3)).toBe(CHAT);
  expect(requestOfRun(planOf(tokens), 3)).toBe(tokens);
});

test("a synthetic prompt takes the place of the request's own, in the form of its API", () => {
  const synthetic = { input_tokens: 30, shared_prefix_tokens: 10 };
  const prompts = { synthetic, allow_repeats: false };
  const chat = (index: number, settings: PromptSettings = prompts) =>
    JSON.stringify(requestOfRun(planOf(CHAT, settings), index));

  expect(requestOfRun(planOf({ model: "m", prompt: "x" }, prompts), 0)["prompt"]).toMatch(/^(\w+ ){29}\w+$/);
  expect(requestOfRun(planOf({ model: "m", input: "x" }, prompts), 0)["input"]).toMatchObject([{ role: "user" }]);
  expect(chat(0)).not.toContain("Say hello");
  expect(chat(1)).not.toBe(chat(0));
  expect(chat(1, { synthetic, allow_repeats: true })).toBe(chat(0, { synthetic, allow_repeats: true }));
});
