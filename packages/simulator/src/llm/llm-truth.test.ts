import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { chatBody, streamChat } from "../fixtures/chat.ts";
import type { RawStream } from "../fixtures/raw-socket-reader.ts";
import { useSimulator } from "../fixtures/use-simulator.ts";
import type { SimulatorUnderTest } from "../fixtures/use-simulator.ts";
import type { LlmRequestRecord } from "../truth-record.ts";

const run = promisify(execFile);
const READER = join(import.meta.dirname, "../fixtures/raw-socket-reader.ts");

function requestText(script: Record<string, unknown>): string {
  const body = JSON.stringify(chatBody(script, { stream_options: { include_usage: true } }));
  const head = ["POST /v1/chat/completions HTTP/1.1", "Host: x", "Connection: close"];
  return [...head, `Content-Length: ${Buffer.byteLength(body)}`, "", body].join("\r\n");
}

async function readRaw(simulator: SimulatorUnderTest, scripts: Record<string, unknown>[]): Promise<RawStream[]> {
  const requests = JSON.stringify(scripts.map(requestText));
  const { stdout } = await run(process.execPath, [READER, String(simulator.port), requests], { maxBuffer: 1e8 });
  const streams: RawStream[] = JSON.parse(stdout);
  return streams;
}

function recordOf(simulator: SimulatorUnderTest, text: string): LlmRequestRecord {
  const id = /"id":"chatcmpl-([^"]+)"/.exec(text)?.[1];
  const record = simulator.llmRequests().find((request) => request.run_id === id);
  if (!record) throw new Error(`No ground truth of ${id}`);
  return record;
}

test.each([{ join_end: true }, { join_end: false }, { headers: "with_first_token", role_first: "same_write" }])(
  "an independent reader sees every byte the log has, and none before the log says it was written (%j)",
  async (form) => {
    const simulator = await useSimulator();
    const script = { ttft_ms: 20, gap_ms: 5, output_tokens: 30, reasoning_tokens: 3, ...form };

    const streams = await readRaw(
      simulator,
      Array.from({ length: 8 }, () => script),
    );

    expect(streams).toHaveLength(8);
    for (const stream of streams) {
      const { writes, received_ms, outcome } = recordOf(simulator, stream.text);
      expect(outcome).toBe("completed");
      let firstByte = 0;
      for (const [row, bytes] of writes.bytes.entries()) {
        const arrival = stream.reads.find((read) => read.total_bytes > firstByte);
        expect(arrival?.at_ms).toBeGreaterThan(writes.before_ms[row] ?? Infinity);
        expect(writes.after_ms[row]).toBeGreaterThanOrEqual(writes.before_ms[row] ?? Infinity);
        expect(writes.before_ms[row]).toBeGreaterThan(received_ms);
        firstByte += bytes;
      }
      expect(stream.reads.at(-1)?.total_bytes).toBe(firstByte);
      expect(writes.kind).toEqual([
        "headers",
        "opening",
        ...Array.from({ length: 3 }, () => "reasoning"),
        ...Array.from({ length: 30 }, () => "answer"),
        "finish",
        "usage",
        "done",
        "end",
      ]);
    }
  },
);

test("pieces of one system call share a number and its times; each chunk is due a gap after the one before", async () => {
  const simulator = await useSimulator();

  await streamChat(simulator, { ttft_ms: 30, gap_ms: 7, output_tokens: 5, role_first: "same_write" });

  const [record] = simulator.llmRequests();
  const writes = record?.writes;
  expect(writes?.seq).toEqual([0, 1, 1, 2, 3, 4, 5, 6, 6, 6]);
  const dueMs = (writes?.due_ms ?? []).slice(2, 7).map((ms) => (ms ?? NaN) - (record?.received_ms ?? NaN));
  for (const [index, due] of dueMs.entries()) expect(due).toBeCloseTo(30 + index * 7, 2);
  for (const [row, due] of (writes?.due_ms ?? []).entries()) {
    if (due !== null) expect(writes?.before_ms[row]).toBeGreaterThanOrEqual(due);
  }
});

test("GET /simulate/truth hands out one line a request, only those after a number when asked", async () => {
  const simulator = await useSimulator();
  await streamChat(simulator, { ttft_ms: 0, gap_ms: 0, output_tokens: 1 });
  await streamChat(simulator, { ttft_ms: 0, gap_ms: 0, output_tokens: 2 });

  const all = await simulator.request("GET", "/simulate/truth");
  const later = await simulator.request("GET", "/simulate/truth?after=1");

  const lines = (text: string): unknown[] =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  expect(lines(all.text)).toMatchObject([{ request: 1 }, { request: 2, output_tokens: 2 }]);
  expect(lines(later.text)).toMatchObject([{ request: 2 }]);
});
