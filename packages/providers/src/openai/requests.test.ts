import type { JsonObject, JsonValue, Provider } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { adapterOf } from "../adapter-of.ts";
import { planFor } from "../test/stream-plan.ts";

type Sent = { method: string; path: string; headers: Record<string, string>; body: JsonValue };

function send(provider: Provider, request: JsonObject, given: { base_url?: string; key?: string | null } = {}): Sent {
  const plan = planFor(provider, request);
  const target = { ...plan.target, base_url: given.base_url ?? "http://127.0.0.1:8000/v1" };
  const { start } = adapterOf(provider).prepare({ ...plan, target }, given.key ?? null);
  const body: JsonValue = start.body === null ? null : JSON.parse(Buffer.from(start.body).toString("utf8"));
  return { method: start.method, path: start.path, headers: start.headers, body };
}

const CHAT = { model: "m", messages: [{ role: "user", content: "hello" }] };

test.each([
  ["http://host:8000", "/v1/chat/completions"],
  ["http://host:8000/", "/v1/chat/completions"],
  ["http://host:8000/v1", "/v1/chat/completions"],
  ["http://host:8000/v1/", "/v1/chat/completions"],
  ["http://host:8000/v1/chat/completions", "/v1/chat/completions"],
  ["http://host/openai/v1beta", "/openai/v1beta/chat/completions"],
  ["http://host/gateway", "/gateway/v1/chat/completions"],
])("from the address %s chat completions are asked for at %s", (base_url, path) => {
  expect(send("openai", CHAT, { base_url }).path).toBe(path);
});

test("messages, prompt and input each go to the API they are for", () => {
  expect(send("openai", { model: "m", prompt: "x" }).path).toBe("/v1/completions");
  expect(send("openai", { model: "m", input: "x" }).path).toBe("/v1/responses");
  expect(() => send("openai", { model: "m" })).toThrow("neither messages nor prompt nor input");
});

test("a stream with usage is asked for, whatever the request says of streaming", () => {
  expect(send("openai", { ...CHAT, stream: false }).body).toEqual({
    ...CHAT,
    stream: true,
    stream_options: { include_usage: true },
  });
  expect(send("openai", { ...CHAT, stream_options: null }).body).toEqual({ ...CHAT, stream: true });
  expect(send("openai", { model: "m", input: "x" }).body).toEqual({ model: "m", input: "x", stream: true });
});

test("tools and images go through as they are; the extra body lies over the rest, extra headers beside the key", () => {
  const image = { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } };
  const tools = [{ type: "function", function: { name: "find", parameters: { type: "object" } } }];
  const request = { model: "m", messages: [{ role: "user", content: [image] }], tools, temperature: 1 };
  const extras = { extra_body: { temperature: 0, ignore_eos: true }, extra_headers: { "X-Team": "a" } };

  const { body, headers } = send("openai", { ...request, ...extras }, { key: "sk-1" });

  expect(body).toMatchObject({ messages: request.messages, tools, temperature: 0, ignore_eos: true, stream: true });
  expect(body).not.toHaveProperty("extra_body");
  expect(headers).toMatchObject({ authorization: "Bearer sk-1", "x-team": "a", accept: "text/event-stream" });
});

test("Anthropic has its own path, version and key header", () => {
  const request = { ...CHAT, max_tokens: 9 };

  expect(send("anthropic", request, { base_url: "https://api.example", key: "k" })).toMatchObject({
    method: "POST",
    path: "/v1/messages",
    headers: { "x-api-key": "k", "anthropic-version": "2023-06-01" },
    body: { ...request, stream: true },
  });
});

test("any server-sent events: method, path, headers and body are the request's, the key goes where it says", () => {
  const stream = { content: "$.t" };
  const request = { method: "GET", path: "/ask?q=1", headers: { a: "b" }, key_header: "X-Key", stream };

  expect(send("http_sse", request, { base_url: "http://host/api/", key: "k" })).toMatchObject({
    method: "GET",
    path: "/api/ask?q=1",
    headers: { a: "b", "x-key": "k" },
    body: null,
  });
  expect(send("http_sse", { body: { q: 1 }, stream }, { key: "k" })).toMatchObject({
    method: "POST",
    path: "/v1",
    headers: { authorization: "Bearer k" },
    body: { q: 1 },
  });
});

test("a key or a header that cannot be sent is refused with a hint, and the key is not repeated", () => {
  for (const provider of ["openai", "anthropic"] as const) {
    expect(() => send(provider, { ...CHAT, max_tokens: 1 }, { key: "se cret" })).toThrow(
      'The key of target "target" holds characters that no HTTP header can carry.',
    );
  }
  expect(() => send("openai", { ...CHAT, extra_headers: { "a b": "c" } })).toThrow('The header "a b" cannot be sent.');
  expect(() => send("openai", { ...CHAT, extra_headers: { a: "b\r\nc: d" } })).toThrow("cannot be sent");
});
