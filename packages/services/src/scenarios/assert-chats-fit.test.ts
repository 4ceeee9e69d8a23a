import type { JsonObject, Provider } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { assertChatsFit } from "./assert-chats-fit.ts";

const chats = { turns: 2, think_ms: { from: 0, to: 0 } };

test.each<[Provider, JsonObject, boolean]>([
  ["openai", { messages: [] }, true],
  ["openai", { input: "Hi" }, true],
  ["anthropic", { messages: [] }, true],
  ["openai", { prompt: "Once" }, false],
  ["http_sse", { body: {} }, false],
  ["tinyfish", { goal: "Read" }, false],
])("chats of %s with %o fit: %s", (provider, request, isFit) => {
  const assert = () => assertChatsFit({ provider, request }, { chats });

  if (isFit) expect(assert).not.toThrow();
  else expect(assert).toThrow(expect.objectContaining({ code: "conflict" }));
  expect(() => assertChatsFit({ provider, request }, {})).not.toThrow();
});
