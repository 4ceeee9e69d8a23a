import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { RawStream } from "./fixtures/raw-socket-reader.ts";
import { createBody, useSimulator } from "./fixtures/use-simulator.ts";
import type { SimulatorUnderTest } from "./fixtures/use-simulator.ts";
import { monotonicNowMs } from "./monotonic-now-ms.ts";
import type { WriteRecord } from "./truth-record.ts";

const run = promisify(execFile);
const READER = join(import.meta.dirname, "fixtures", "raw-socket-reader.ts");

function requestText(script: Record<string, unknown>): string {
  const body = JSON.stringify(createBody(script));
  const head = ["POST /v1/automation/run-sse HTTP/1.1", "Host: x", "X-API-Key: simulator-key", "Connection: close"];
  return [...head, `Content-Length: ${Buffer.byteLength(body)}`, "", body].join("\r\n");
}

async function readRaw(simulator: SimulatorUnderTest, scripts: Record<string, unknown>[]): Promise<RawStream[]> {
  const requests = JSON.stringify(scripts.map(requestText));
  const { stdout } = await run(process.execPath, [READER, String(simulator.port), requests], { maxBuffer: 1e8 });
  const streams: RawStream[] = JSON.parse(stdout);
  return streams;
}

/** Bytes on the wire: chunked framing around everything but the header block and the last chunk. */
function wireBytes(write: WriteRecord): number {
  if (write.kind === "headers" || write.kind === "end") return write.bytes;
  return write.bytes + write.bytes.toString(16).length + 4;
}

/** What the stream says happened, in order: the reader knows nothing of the log. */
function kindsSeen(text: string): string[] {
  const types = [...text.matchAll(/"type":"([A-Z_]+)"/g)].map((match) => match[1] ?? "");
  return ["headers", ...types, "end"];
}

test("an independent reader sees the same writes in the same order, and no byte before the log says it was written", async () => {
  const simulator = await useSimulator();
  const script = { duration_ms: 300, steps: 30, heartbeat_ms: 7, first_event_ms: 20 };

  const streams = await readRaw(
    simulator,
    Array.from({ length: 8 }, () => script),
  );

  expect(streams).toHaveLength(8);
  for (const stream of streams) {
    const writes = simulator.truth.writesOf(/"run_id":"([^"]+)"/.exec(stream.text)?.[1] ?? "");
    expect(writes.map((write) => write.kind)).toEqual(kindsSeen(stream.text));
    expect(writes.map((write) => write.seq)).toEqual(writes.map((_, index) => index));
    // Bytes still in this process after the write would make after_ms a lie.
    expect(writes.filter((write) => write.buffered_bytes !== undefined)).toEqual([]);
    let firstByte = 0;
    for (const write of writes) {
      const arrival = stream.reads.find((read) => read.total_bytes > firstByte);
      expect(arrival?.at_ms).toBeGreaterThan(write.before_ms);
      expect(write.after_ms).toBeGreaterThan(write.before_ms);
      firstByte += wireBytes(write);
    }
    expect(stream.reads.at(-1)?.total_bytes).toBe(firstByte);
  }
});

test("no event is written before it is due, and one held-up turn does not move what comes after it", async () => {
  const simulator = await useSimulator();
  const gaps = Array.from({ length: 30 }, () => 10);
  const held = simulator.stream({ event_delays_ms: gaps, heartbeat_ms: 7 });
  while (!simulator.truth.records().some((record) => record.record === "write" && record.kind === "PROGRESS")) {
    await new Promise((resolve) => setImmediate(resolve));
  }

  const heldUntilMs = monotonicNowMs() + 80;
  while (monotonicNowMs() < heldUntilMs);
  const { events } = await held;

  const runId = String(events.find((event) => event["type"] === "STARTED")?.["run_id"]);
  const timed = simulator.truth.writesOf(runId).filter((write) => write.due_ms !== undefined);
  const writes = timed.filter((write) => write.kind !== "HEARTBEAT");
  const dueMs = writes.map((write) => write.due_ms ?? 0);
  const latenessMs = writes.map((write) => write.before_ms - (write.due_ms ?? 0));
  expect(timed).toEqual(timed.toSorted((a, b) => (a.due_ms ?? 0) - (b.due_ms ?? 0)));
  expect(writes).toHaveLength(30);
  for (const [index, due] of dueMs.entries()) expect(due - (dueMs[0] ?? 0)).toBeCloseTo(index * 10, 5);
  expect(Math.min(...latenessMs)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...latenessMs)).toBeGreaterThan(40);
  expect(Math.min(...latenessMs.slice(-10))).toBeLessThan(40);
});

test("the log numbers requests and says when each came, before anything that followed from it", async () => {
  const simulator = await useSimulator();

  await simulator.create("run", { duration_ms: 5, steps: 0 });

  const names = simulator.truth.records().map((record) => (record.record === "write" ? record.kind : record.record));
  expect(names).toEqual(["request_received", "run_created", "run_started", "headers", "body", "run_finished"]);
  const times = simulator.truth
    .records()
    .map((record) => (record.record === "write" ? record.before_ms : "at_ms" in record ? record.at_ms : NaN));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(simulator.truth.records()[0]).toMatchObject({ request: 1, method: "POST", path: "/v1/automation/run" });
});
