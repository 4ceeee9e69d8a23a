import { expect, test } from "vitest";
import { chatBody, streamChat } from "../fixtures/chat.ts";
import { openSocket } from "../fixtures/open-socket.ts";
import { useSimulator } from "../fixtures/use-simulator.ts";
import type { SimulatorUnderTest } from "../fixtures/use-simulator.ts";
import { monotonicNowMs } from "../monotonic-now-ms.ts";

const QUICK = { ttft_ms: 0, gap_ms: 0, output_tokens: 3 };

async function metric(simulator: SimulatorUnderTest, name: string): Promise<number> {
  const { text } = await simulator.request("GET", "/metrics");
  const line = text.split("\n").find((candidate) => candidate.startsWith(`vllm:${name}`) && /[{ ]/.test(candidate));
  return Number(line?.split(" ").at(-1));
}

test("the fifth stream's first token waits for one of four slots", async () => {
  const simulator = await useSimulator({ llm: { slots: 4 } });
  const stalled = { ...QUICK, fault: { kind: "stall_after", at: 1 } };
  const four = await Promise.all(Array.from({ length: 4 }, () => openSocket(simulator, chatBody(stalled))));
  for (const socket of four) await socket.until('"content":" ');

  const fifth = streamChat(simulator, { ...QUICK, ttft_ms: 10 });
  while ((await metric(simulator, "num_requests_waiting")) !== 1);
  const waitingUntilMs = monotonicNowMs();
  four[2]?.leave();
  await fifth;

  const records = simulator.llmRequests();
  expect(records.slice(0, 4).map((record) => record.slot_ms)).toEqual(
    records.slice(0, 4).map((record) => record.received_ms),
  );
  const { slot_ms, writes } = records[4] ?? {};
  expect(slot_ms).toBeGreaterThan(waitingUntilMs);
  const firstToken = writes?.kind.indexOf("answer") ?? 0;
  expect(writes?.before_ms[firstToken]).toBeGreaterThanOrEqual((slot_ms ?? NaN) + 10);
});

test("a freeze stops every write and the reading of requests, and due times stay what they were", async () => {
  const simulator = await useSimulator();
  const open = streamChat(simulator, { ttft_ms: 0, gap_ms: 10, output_tokens: 30 });
  while (simulator.llmRequests()[0]?.writes.kind.includes("answer") !== true) {
    await new Promise((resolve) => setImmediate(resolve));
  }

  const frozen = (await simulator.request("POST", "/simulate/freeze", { body: { ms: 150 } })).json();
  await Promise.all([open, streamChat(simulator, QUICK)]);

  const untilMs = Number(frozen["until_ms"]);
  for (const { writes } of simulator.llmRequests()) {
    const within = writes.before_ms.filter((ms) => ms > Number(frozen["from_ms"]) + 1 && ms < untilMs);
    expect(within).toEqual([]);
  }
  const [first, second] = simulator.llmRequests();
  const due = (first?.writes.due_ms ?? []).filter((_, row) => first?.writes.kind[row] === "answer").map(Number);
  for (const [index, ms] of due.entries()) expect(ms - (due[0] ?? 0)).toBeCloseTo(index * 10, 1);
  expect(second?.writes.before_ms[0]).toBeGreaterThanOrEqual(untilMs);
  expect(second?.received_ms).toBeLessThan(untilMs);
});

test("the counters are those of what was written, and a reset empties them", async () => {
  const simulator = await useSimulator();

  await streamChat(simulator, { ...QUICK, prompt_tokens: 100, output_tokens: 7 });
  await streamChat(simulator, { ...QUICK, prompt_tokens: 50, output_tokens: 3 }, { max_tokens: 2 });

  expect(await metric(simulator, "prompt_tokens_total")).toBe(150);
  expect(await metric(simulator, "generation_tokens_total")).toBe(9);
  expect(await metric(simulator, "num_requests_running")).toBe(0);
  expect(await metric(simulator, "time_to_first_token_seconds_count")).toBe(2);
  expect(await metric(simulator, "inter_token_latency_seconds_count")).toBe(7);
  expect(await metric(simulator, "e2e_request_latency_seconds_count")).toBe(2);
  const { text } = await simulator.request("GET", "/metrics");
  expect(text).toContain('finished_reason="stop"} 1.0');
  expect(text).toContain('finished_reason="length"} 1.0');

  await simulator.request("POST", "/simulate/reset");
  expect(await metric(simulator, "prompt_tokens_total")).toBe(0);
  expect(await metric(simulator, "time_to_first_token_seconds_count")).toBe(0);
  expect(simulator.llmRequests()).toEqual([]);
});

test("running and waiting requests are gauges, and slots can be added while they wait", async () => {
  const simulator = await useSimulator({ llm: { slots: 1 } });
  const slow = { ttft_ms: 300, gap_ms: 0, output_tokens: 1 };

  const streams = Promise.all([streamChat(simulator, slow), streamChat(simulator, slow)]);
  while ((await metric(simulator, "num_requests_waiting")) !== 1);
  expect(await metric(simulator, "num_requests_running")).toBe(1);
  await simulator.request("POST", "/simulate/settings", { body: { slots: 2 } });
  const waiting = await metric(simulator, "num_requests_waiting");
  await streams;

  expect(waiting).toBe(0);
  expect(await metric(simulator, "num_requests_running")).toBe(0);
});

test("a key is wanted when the option says so, as a bearer or as x-api-key", async () => {
  const simulator = await useSimulator({ llm: { requires_key: true } });
  const ask = async (headers: Record<string, string>) =>
    (await simulator.request("POST", "/v1/chat/completions", { body: chatBody(QUICK), headers })).status;

  expect(await ask({ "x-api-key": "wrong" })).toBe(401);
  expect(await ask({ "x-api-key": "simulator-key" })).toBe(200);
  expect(await ask({ "x-api-key": "", authorization: "Bearer simulator-key" })).toBe(200);
});

test("GET /v1/models names the model", async () => {
  const simulator = await useSimulator({ llm: { model: "own-name" } });

  expect((await simulator.request("GET", "/v1/models")).json()).toMatchObject({ data: [{ id: "own-name" }] });
});
