import type { JsonObject, PromptSettings, Provider, ScenarioChats } from "@tfbench/contracts";
import { requestOfRun as requestOf, type PromptPlan } from "@tfbench/engine";
import { expect, test } from "vitest";
import { requestFormOf } from "./request-form-of.ts";

const requestOfRun = (plan: PromptPlan, index: number, provider: Provider = "openai") =>
  requestOf(plan, index, requestFormOf(provider));

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

test("to Anthropic every run has words of its own in the system's prompt, which comes before the messages", () => {
  const [one, other] = [0, 1].map((index) => requestOfRun(planOf({ ...CHAT, system: "Be brief" }), index, "anthropic"));

  expect(one?.["system"]).toMatch(/^(?:[a-z]+ ){7}[a-z]+\n\nBe brief$/);
  expect(one?.["system"]).not.toBe(other?.["system"]);
  expect(one?.["messages"]).toEqual(CHAT.messages);
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

const CONVERSATIONS: ScenarioChats = {
  turns: 2,
  think_ms: { from: 0, to: 0 },
  conversations: [
    {
      messages: [
        { role: "system", content: "Be brief" },
        { role: "user", content: "One" },
        { role: "user", content: "Two" },
      ],
      max_tokens: 7,
    },
    { messages: [{ role: "user", content: "Alone" }] },
  ],
};

test("of chats the runs of a conversation begin alike, conversations begin differently, also where they come again", () => {
  const settings = { prompts: UNIQUE, chats: CONVERSATIONS };
  const sent = (run: number) => requestOfRun({ request: CHAT, seed: 7, settings }, run);

  expect(sent(0)).toMatchObject({ model: "m", max_tokens: 7, messages: [{ role: "system" }, { content: "One" }] });
  expect(sent(1)).toEqual(sent(0));
  expect(JSON.stringify(sent(2))).toMatch(/"messages":\[{"role":"user","content":"[a-z ]+\\n\\nAlone"}\]/);
  expect(sent(4)["messages"]).not.toEqual(sent(0)["messages"]);
  const repeated = { prompts: { allow_repeats: true }, chats: CONVERSATIONS };
  expect(requestOfRun({ request: CHAT, settings: repeated }, 4)["messages"]).toEqual([
    { role: "system", content: "Be brief" },
    { role: "user", content: "One" },
  ]);
});
