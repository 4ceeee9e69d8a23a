import { BatchPlan } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { describeRequest } from "./describe-request.ts";

const plan = (credential: string | null, transport: "sse" | "async") =>
  BatchPlan.parse({
    provider: "tinyfish",
    origin: "real",
    scenario: { id: 1, name: "s" },
    automation: { id: 1, name: "a" },
    target: {
      id: 1,
      name: "t",
      base_url: "https://agent.example/base/",
      credential,
      limits: {},
      prices: { version: 1, effective_at: "2026-01-01T00:00:00.000Z" },
    },
    request: { url: "https://shop.example", goal: "g" },
    inputs: {},
    timeouts: {},
    settings: { transport },
    load: { kind: "closed", runs: 1, concurrency: 1, start_spread_ms: 0 },
  });

test("the request is the one a run sends, with the key's variable in the key's place", () => {
  expect(describeRequest(plan("env:A_KEY", "sse"))).toEqual({
    method: "POST",
    url: "https://agent.example/base/v1/automation/run-sse",
    headers: {
      accept: "text/event-stream",
      "user-agent": "tfbench/0.1.0",
      "x-api-key": "env:A_KEY, hidden",
      "content-type": "application/json",
    },
    body: { url: "https://shop.example", goal: "g" },
  });
});

test("polling starts a run elsewhere, and without a credential there is no key", () => {
  const { url, headers } = describeRequest(plan(null, "async"));

  expect(url).toBe("https://agent.example/base/v1/automation/run-async");
  expect(headers).not.toHaveProperty("x-api-key");
});

test("what an endpoint is really sent is shown, with the key's variable behind its word", () => {
  const chat = { model: "m", messages: [{ role: "user", content: "hi" }] };

  const { url, headers, body } = describeRequest({ ...plan("env:A_KEY", "sse"), provider: "openai", request: chat });

  expect(url).toBe("https://agent.example/base/v1/chat/completions");
  expect(headers["authorization"]).toBe("Bearer env:A_KEY, hidden");
  expect(body).toEqual({ ...chat, stream: true, stream_options: { include_usage: true } });
});
