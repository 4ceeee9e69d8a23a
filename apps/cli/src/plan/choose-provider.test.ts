import { expect, test } from "vitest";
import { chooseProvider } from "./choose-provider.ts";

type Said = Parameters<typeof chooseProvider>[0];
const said = (changes: Partial<Said>): Said => ({
  url: "http://host/v1/chat/completions",
  provider: undefined,
  api: undefined,
  request: {},
  ...changes,
});

test.each<[sentence: string, Partial<Said>, provider: string, api: string | null]>([
  ["the path of chat completions", {}, "openai", "chat"],
  ["the path of completions", { url: "http://host/v1/completions" }, "openai", "completions"],
  ["the path of responses, with a slash", { url: "http://host/openai/v1/responses/" }, "openai", "responses"],
  ["the path of messages", { url: "http://host/v1/messages" }, "anthropic", "messages"],
  ["a path that says nothing", { url: "http://host/v1" }, "openai", "chat"],
  ["the API alone", { url: "simulator", api: "messages" }, "anthropic", "messages"],
  ["the API under a base address", { url: "http://host/v1", api: "responses" }, "openai", "responses"],
  ["the provider", { url: "http://host", provider: "anthropic" }, "anthropic", "messages"],
  ["what the request is written for", { url: "simulator", request: { input: "Hello" } }, "openai", "responses"],
  ["any path where the service is of its own kind", { provider: "http_sse" }, "http_sse", null],
])("%s decides", (_sentence, changes, provider, api) => {
  expect(chooseProvider(said(changes))).toMatchObject({ provider, api });
});

test.each<[Partial<Said>, RegExp]>([
  [
    { api: "responses" },
    /ends in \/v1\/chat\/completions, which is that of openai's chat, and not of openai's responses/,
  ],
  [{ url: "http://host/v1/messages", provider: "openai" }, /is that of anthropic's messages, and not of openai's chat/],
  [{ provider: "openai", api: "messages", url: "http://host" }, /openai has no API "messages"/],
  [{ provider: "tinyfish" }, /tinyfish is not measured from the command line/],
])("%j contradicts itself and is refused", (changes, sentence) => {
  expect(() => chooseProvider(said(changes))).toThrow(sentence);
});
