import { expect, test } from "vitest";
import { chatBody, streamChat } from "../fixtures/chat.ts";
import { openSocket } from "../fixtures/open-socket.ts";
import { pick, useSimulator } from "../fixtures/use-simulator.ts";

const QUICK = { ttft_ms: 0, gap_ms: 0, output_tokens: 6 };

test.each([
  ["http_401", 401, "authentication_error"],
  ["http_404", 404, "not_found_error"],
  ["http_429", 429, "rate_limit_error"],
  ["http_500", 500, "server_error"],
])("%s is an error object and nothing else", async (kind, status, type) => {
  const simulator = await useSimulator();

  const body = chatBody({ fault: { kind } });
  const answer = await simulator.request("POST", "/v1/chat/completions", { body });

  expect(answer.status).toBe(status);
  expect(pick(answer.json(), "error", "type")).toBe(type);
  expect(answer.headers.get("retry-after")).toBe(status === 429 ? "1" : null);
  expect(simulator.llmRequests()[0]?.outcome).toBe("refused");
});

test("html is a web page with status 200", async () => {
  const simulator = await useSimulator();

  const { status, headers, text } = await streamChat(simulator, { fault: { kind: "html" } });

  expect(status).toBe(200);
  expect(headers.get("content-type")).toContain("text/html");
  expect(text).toContain("<!doctype html>");
});

test("in_band_error stands inside a stream that ends properly without [DONE]", async () => {
  const simulator = await useSimulator();

  const { events, text } = await streamChat(simulator, { ...QUICK, fault: { kind: "in_band_error", at: 2 } });

  expect(events).toHaveLength(4);
  expect(events.at(-1)).toHaveProperty("error");
  expect(text).not.toContain("[DONE]");
});

test("truncated closes the connection within the body, after `at` chunks", async () => {
  const simulator = await useSimulator();

  const socket = await openSocket(simulator, chatBody({ ...QUICK, fault: { kind: "truncated", at: 2 } }));

  expect(await socket.ended).toBe("end");
  expect(socket.text().match(/"content":" /g)).toHaveLength(2);
  expect(socket.text()).not.toMatch(/0\r\n\r\n$/);
  expect(simulator.llmRequests()[0]?.outcome).toBe("fault");
});

test("reset_after_bytes resets the connection once so many bytes are out", async () => {
  const simulator = await useSimulator();
  const script = { ...QUICK, gap_ms: 5, output_tokens: 1000, fault: { kind: "reset_after_bytes", at: 700 } };

  const socket = await openSocket(simulator, chatBody(script));

  expect(await socket.ended).toBe("ECONNRESET");
  const [record] = simulator.llmRequests();
  expect(record?.writes.kind.at(-1)).toBe("reset");
  const body = record?.writes.bytes.slice(1).reduce((sum, bytes) => sum + bytes, 0) ?? 0;
  expect(body).toBeGreaterThanOrEqual(700);
  expect(body).toBeLessThan(1000);
});

test("stall_after goes silent and frees its slot when the client leaves", async () => {
  const simulator = await useSimulator({ llm: { slots: 1 } });
  const stalled = await openSocket(simulator, chatBody({ ...QUICK, fault: { kind: "stall_after", at: 1 } }));
  await stalled.until('"content":" ');

  const next = streamChat(simulator, QUICK);
  stalled.leave();

  expect((await next).text).toContain("[DONE]");
  expect(simulator.llmRequests()[0]?.outcome).toBe("client_left");
});

test("endless goes on past any length, until the client leaves", async () => {
  const simulator = await useSimulator();
  const script = { ttft_ms: 0, gap_ms: 0, output_tokens: 1, fault: { kind: "endless" } };

  const socket = await openSocket(simulator, chatBody(script));
  await socket.until('"content":" ', 200);

  socket.leave();
  expect(socket.text()).not.toContain('"finish_reason":"stop"');
});

test("endless_header never comes to a body", async () => {
  const simulator = await useSimulator();

  const socket = await openSocket(simulator, chatBody({ ...QUICK, fault: { kind: "endless_header" } }));
  await socket.until("x-simulated-padding", 20);

  socket.leave();
  expect(socket.text()).toMatch(/^HTTP\/1.1 200 OK\r\n/);
  expect(socket.text()).not.toContain("\r\n\r\n");
});

test("huge_event has as many bytes as asked, and the answer goes on after it", async () => {
  const simulator = await useSimulator();
  const body = chatBody({ ...QUICK, fault: { kind: "huge_event", at: 3_000_000 } });

  const { text } = await simulator.request("POST", "/v1/chat/completions", { body });

  expect(text).toContain(`data: ${"x".repeat(3_000_000)}\n\n`);
  expect(text).toContain("[DONE]");
});

test("keep_open holds the body's end back for so long after [DONE]", async () => {
  const simulator = await useSimulator();

  await streamChat(simulator, { ...QUICK, fault: { kind: "keep_open", at: 60 } });

  const writes = simulator.llmRequests()[0]?.writes;
  const [doneMs = NaN, endMs = NaN] = writes?.before_ms.slice(-2) ?? [];
  expect(writes?.kind.slice(-2)).toEqual(["done", "end"]);
  expect(endMs - doneMs).toBeGreaterThanOrEqual(59);
});

test("slow_trickle is the same answer, a byte a write", async () => {
  const simulator = await useSimulator();
  const script = { ttft_ms: 0, gap_ms: 0, text: "äh", fault: { kind: "slow_trickle", at: 0 } };

  const { text } = await streamChat(simulator, script);

  expect(text).toContain("äh");
  const { kind = [] } = simulator.llmRequests()[0]?.writes ?? {};
  expect(kind.filter((name) => name === "fault")).toHaveLength(Buffer.byteLength(text));
});

test.each([
  ['{"ttft_ms":-1}', "ttft_ms"],
  ['{"speed":3}', "speed"],
  ['{"gap_ms":1,"tokens_per_second":2}', "tokens_per_second"],
  ["nonsense", "x-simulate"],
])("the script %s is refused with the key's name", async (script, name) => {
  const simulator = await useSimulator();

  const headers = { "x-simulate": script };
  const answer = await simulator.request("POST", "/v1/chat/completions", { body: chatBody({}), headers });

  expect(answer.status).toBe(400);
  expect(pick(answer.json(), "error", "message")).toContain(name);
});
