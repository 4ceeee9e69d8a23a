import type { JsonValue } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { countInputTokens } from "./count-input-tokens.ts";

// "hello world" is two tokens of o200k.
test.each<[string, JsonValue, number]>([
  ["messages", { model: "m", messages: [{ role: "user", content: "hello world" }] }, 2],
  ["parts of a message", { messages: [{ role: "user", content: [{ type: "text", text: "hello world" }] }] }, 2],
  ["a system text beside them", { system: "hello world", messages: [{ role: "user", content: "hello world" }] }, 4],
  ["a prompt", { prompt: "hello world" }, 2],
  ["an input with instructions", { input: "hello world", instructions: "hello world" }, 4],
  ["an image, which has no text", { messages: [{ content: [{ type: "image_url", image_url: { url: "data:" } }] }] }, 0],
  ["no body", null, 0],
])("the tokens of %s are counted", async (_what, body, tokens) => {
  expect(await countInputTokens(body)).toBe(tokens);
});
