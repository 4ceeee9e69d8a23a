import { expect, test } from "vitest";
import { chatBody, streamChat } from "../fixtures/chat.ts";
import { pick, useSimulator } from "../fixtures/use-simulator.ts";
import type { SimulatorUnderTest } from "../fixtures/use-simulator.ts";

const OFFSETS = [12, 12.5, 30, 30, 47.125];

function contentDueMs(simulator: SimulatorUnderTest): number[] {
  const [record] = simulator.llmRequests();
  const rows = [...(record?.writes.kind.entries() ?? [])].filter(([, kind]) => /answer|reasoning/.test(kind));
  return rows.map(([row]) => (record?.writes.due_ms[row] ?? NaN) - (record?.received_ms ?? NaN));
}

test("each content chunk is due at its own offset from the request, and none is written before", async () => {
  const simulator = await useSimulator();

  const { events } = await streamChat(simulator, { chunk_offsets_ms: OFFSETS, usage: "on" });

  const dueMs = contentDueMs(simulator);
  expect(dueMs).toHaveLength(OFFSETS.length);
  for (const [index, due] of dueMs.entries()) expect(due).toBeCloseTo(OFFSETS[index] ?? NaN, 2);
  const writes = simulator.llmRequests()[0]?.writes;
  for (const [row, due] of (writes?.due_ms ?? []).entries()) {
    if (due !== null) expect(writes?.before_ms[row]).toBeGreaterThanOrEqual(due);
  }
  expect(pick(events.at(-1), "usage", "completion_tokens")).toBe(OFFSETS.length);
});

test("reasoning takes the first offsets, and chunks of several tokens one offset each", async () => {
  const simulator = await useSimulator();

  await streamChat(simulator, { chunk_offsets_ms: OFFSETS, reasoning_tokens: 3, tokens_per_chunk: 2 });

  const writes = simulator.llmRequests()[0]?.writes;
  expect(writes?.kind.filter((kind) => /answer|reasoning/.test(kind))).toEqual([
    ...["reasoning", "reasoning"],
    ...["answer", "answer", "answer"],
  ]);
  expect(contentDueMs(simulator).at(-1)).toBeCloseTo(47.125, 2);
});

test("offsets of a request take the place of the server's default timing, and a gap that of default offsets", async () => {
  const simulator = await useSimulator();
  const setDefault = (script: object) => simulator.request("POST", "/simulate/settings", { body: { script } });

  await setDefault({ ttft_ms: 5, gap_ms: 5, jitter: 1, output_tokens: 9 });
  await streamChat(simulator, { chunk_offsets_ms: [1, 2] });
  await setDefault({ chunk_offsets_ms: [1, 2, 3] });
  await streamChat(simulator, { ttft_ms: 0, gap_ms: 0, output_tokens: 5 });

  expect(simulator.llmRequests().map(({ output_tokens }) => output_tokens)).toEqual([2, 5]);
});

test("20,000 offsets, as the longest streams have, fit into the message of a request", async () => {
  const simulator = await useSimulator();
  const offsets = Array.from({ length: 20_000 }, () => 1.001);

  const { status } = await streamChat(simulator, { chunk_offsets_ms: offsets });

  expect(status).toBe(200);
  expect(simulator.llmRequests()[0]?.output_tokens).toBe(20_000);
});

test.each([
  [{ chunk_offsets_ms: [2, 1] }, "chunk_offsets_ms: must not go back in time"],
  [{ chunk_offsets_ms: [1], gap_ms: 1 }, "gap_ms: cannot stand beside chunk_offsets_ms"],
  [{ chunk_offsets_ms: [1], text: "a" }, "text: cannot stand beside chunk_offsets_ms"],
  [{ chunk_offsets_ms: [] }, "chunk_offsets_ms"],
])("the script %j is refused, naming the key", async (script, message) => {
  const simulator = await useSimulator();

  const answer = await simulator.request("POST", "/v1/chat/completions", { body: chatBody(script) });

  expect(answer.status).toBe(400);
  expect(answer.text).toContain(message);
});
