import { brotliCompressSync, gzipSync } from "node:zlib";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { EngineRecord, RunResult } from "@tfbench/contracts";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { answer, events, startPlainServer } from "./fixtures/plain-server.ts";
import { chunk, LAST_CHUNK, SSE_HEAD } from "./fixtures/tcp-server.ts";
import { executeTestPlan, type TestPlan } from "./fixtures/test-plan.ts";

type Script = (socket: Socket) => void;

const MB = 1024 * 1024;

async function run(start: Script, plan: Partial<TestPlan> = {}) {
  const { tcp, paths } = await startPlainServer({ start });
  onTestFinished(() => tcp.close());
  const { results, records } = executeTestPlan({ origin: tcp.origin, ...plan });
  const result = (await results()).get(1);
  if (!result) throw new Error("The run did not end.");
  await tcp.allClosed();
  return { result, words: wordsOf(records), paths };
}

const wordsOf = (records: readonly EngineRecord[]): string[] =>
  records.flatMap((record) =>
    record.kind === "events"
      ? record.events.filter(({ kind }) => kind !== "lookup" && kind !== "cancel").map(({ data }) => data)
      : [],
  );

const stream = (...parts: (string | Uint8Array)[]): Buffer =>
  Buffer.concat(parts.map((part) => (part === LAST_CHUNK ? Buffer.from(part) : chunk(part))));
const sse = (...parts: (string | Uint8Array)[]): Buffer => Buffer.concat([Buffer.from(SSE_HEAD), stream(...parts)]);
const encoded = (encoding: string, body: Uint8Array): Buffer =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\ncontent-encoding: ${encoding}\r\ncontent-length: ${body.length}\r\n\r\n`),
    body,
  ]);

const READ_RIGHT: [sentence: string, bytes: Buffer, words: string[]][] = [
  [
    "headers and the whole stream in one write",
    sse(events("id:7", "a", "b", "end"), LAST_CHUNK),
    ["id:7", "a", "b", "end"],
  ],
  ["several events in one chunk", sse(events("id:7", "a"), events("b", "end"), LAST_CHUNK), ["id:7", "a", "b", "end"]],
  ["one event over many chunks", sse("da", "ta: lo", "ng\n", "\n", events("end"), LAST_CHUNK), ["long", "end"]],
  [
    "a character split over chunks",
    sse(Buffer.from("data: é\n\n").subarray(0, 7), Buffer.from("data: é\n\n").subarray(7), events("end"), LAST_CHUNK),
    ["é", "end"],
  ],
  ["carriage returns alone", sse("data: a\r\rdata: end\r\r", LAST_CHUNK), ["a", "end"]],
  [
    "line separators of Unicode inside the data",
    sse("data: a\u2028b\u2029c\u0085d\n\n", events("end"), LAST_CHUNK),
    ["a\u2028b\u2029c\u0085d", "end"],
  ],
  [
    "a body that ends with the connection",
    Buffer.from(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${events("a", "end")}`),
    ["a", "end"],
  ],
  ["a body of known length", Buffer.from(answer(200, events("a", "end"))), ["a", "end"]],
  ["gzip nobody asked for", encoded("gzip", gzipSync(events("a", "é", "end"))), ["a", "é", "end"]],
  ["brotli nobody asked for", encoded("br", brotliCompressSync(events("a", "end"))), ["a", "end"]],
  [
    "an informational answer before the real one",
    Buffer.concat([Buffer.from("HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n"), sse(events("end"), LAST_CHUNK)]),
    ["end"],
  ],
  ["a last word without its blank line", sse(events("a"), "data: end", LAST_CHUNK), ["a", "end"]],
];

test.each(READ_RIGHT)("%s: read right wherever the reads are cut", async (_sentence, bytes, words) => {
  const sizes = fc.sample(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 }), {
    numRuns: 4,
    seed: 7,
  });
  for (const cuts of [[bytes.length], [1], ...sizes]) {
    const { result, words: seen } = await run((socket) => writeInPieces(socket, bytes, cuts));

    expect([seen, result.status, result.phase]).toEqual([words, "completed", null]);
  }
});

/** Each piece is its own system call; the turn of the event loop between two lets the client read them apart. */
function writeInPieces(socket: Socket, bytes: Uint8Array, sizes: readonly number[], at = 0, turn = 0): void {
  if (socket.destroyed) return;
  if (at >= bytes.length) {
    if (Buffer.from(bytes).includes("connection: close")) socket.end();
    return;
  }
  const size = sizes[turn % sizes.length] ?? 1;
  socket.write(bytes.subarray(at, at + size));
  setImmediate(() => writeInPieces(socket, bytes, sizes, at + size, turn + 1));
}

type Ending = Pick<RunResult, "status" | "phase" | "reason_code" | "fault">;
const infra = (phase: RunResult["phase"], reason_code: string, fault: RunResult["fault"]): Ending => ({
  status: "infra_error",
  phase,
  reason_code,
  fault,
});
const timeout = (phase: RunResult["phase"], fault: RunResult["fault"] = "provider"): Ending => ({
  status: "timeout",
  phase,
  reason_code: `${phase}_timeout`,
  fault,
});

const reset: Script = (socket) => void socket.resetAndDestroy();
const after =
  (bytes: string | Uint8Array, then: Script): Script =>
  (socket) =>
    void socket.write(bytes, () => setTimeout(then, 20, socket));
const trickle =
  (piece: string): Script =>
  (socket) => {
    const timer = setInterval(() => socket.write(piece), 5);
    socket.on("close", () => clearInterval(timer));
  };

const BROKEN: [sentence: string, script: Script, ending: Ending, words: string[], plan?: Partial<TestPlan>][] = [
  ["a reset before the headers", reset, infra("headers", "connection_reset", "network"), []],
  [
    "a reset in the middle of the headers",
    after("HTTP/1.1 200 OK\r\ncontent-ty", reset),
    infra("headers", "connection_reset", "network"),
    [],
  ],
  ["a reset before the first event", after(SSE_HEAD, reset), infra("stream", "connection_reset", "network"), []],
  ["a reset in the stream", after(sse(events("a")), reset), infra("stream", "connection_reset", "network"), ["a"]],
  [
    "a reset inside an event",
    after(sse(events("a"), "data: b"), reset),
    infra("stream", "connection_reset", "network"),
    ["a", "b"],
  ],
  ["a close before the headers", (socket) => void socket.end(), infra("headers", "connection_closed", "network"), []],
  [
    "a close in the stream",
    after(sse(events("a")), (socket) => socket.end()),
    { ...infra(null, "unfinished", null) },
    ["a"],
  ],
  [
    "an end without the last word",
    (socket) => void socket.write(sse(events("a"), LAST_CHUNK)),
    { ...infra(null, "unfinished", null) },
    ["a"],
  ],
  [
    "an end without any event",
    (socket) => void socket.write(sse(LAST_CHUNK)),
    { ...infra(null, "unfinished", null) },
    [],
  ],
  [
    "an answer that is no HTTP",
    (socket) => void socket.write("SSH-2.0-OpenSSH_9.9\r\n"),
    infra("headers", "malformed_http", "provider"),
    [],
  ],
  [
    "a chunk size that is none",
    (socket) => void socket.write(`${SSE_HEAD}zz\r\n`),
    infra("stream", "malformed_http", "provider"),
    [],
  ],
  [
    "something endless before the headers",
    trickle(`x-filler: ${"x".repeat(4_096)}\r\n`),
    infra("headers", "malformed_http", "provider"),
    [],
  ],
  [
    "headers over the limit",
    (socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      trickle(`x-filler: ${"x".repeat(4_096)}\r\n`)(socket);
    },
    infra("headers", "headers_too_large", "provider"),
    [],
  ],
  [
    "an encoding nobody knows",
    (socket) => void socket.write(encoded("zstd", Buffer.from("xx"))),
    infra("headers", "unknown_content_encoding", "provider"),
    [],
  ],
  [
    "an encoding that is not kept",
    (socket) => void socket.write(encoded("gzip", Buffer.from(events("a", "end")))),
    infra("stream", "content_decoding_failed", "provider"),
    [],
  ],
  [
    "gzip that is cut off",
    (socket) => void socket.write(encoded("gzip", gzipSync(events("a", "end")).subarray(0, 20))),
    infra("stream", "content_decoding_failed", "provider"),
    ["a"],
  ],
  [
    "an event over 16 MB",
    (socket) => void socket.write(sse(`data: ${"x".repeat(9 * MB)}`, "x".repeat(9 * MB))),
    infra("stream", "event_too_large", "provider"),
    [],
  ],
  [
    "a close of a connection that was to be closed",
    after(`${SSE_HEAD.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n")}${stream(events("a"))}`, (socket) =>
      socket.end(),
    ),
    { ...infra(null, "unfinished", null) },
    ["a"],
  ],
  [
    "a redirect",
    (socket) => void socket.write(answer(302, "", "location: http://127.0.0.1:1/\r\n")),
    { ...infra(null, "refused", null) },
    [],
  ],
  ["silence before the headers", () => undefined, timeout("headers"), [], { timeouts: { headers_ms: 40 } }],
  [
    "headers that trickle",
    (socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      trickle("x-a: b\r\n")(socket);
    },
    timeout("headers"),
    [],
    { timeouts: { headers_ms: 60 } },
  ],
  [
    "silence before the first event",
    (socket) => void socket.write(SSE_HEAD),
    timeout("first_event"),
    [],
    { timeouts: { first_event_ms: 40 } },
  ],
  [
    "heartbeats only",
    (socket) => {
      socket.write(SSE_HEAD);
      trickle(chunk(events("beat")).toString())(socket);
    },
    timeout("first_event"),
    ["beat"],
    { timeouts: { first_event_ms: 250 } },
  ],
  [
    "silence after an event",
    (socket) => void socket.write(sse(events("a"))),
    timeout("idle"),
    ["a"],
    { timeouts: { idle_ms: 40 } },
  ],
  [
    "a stream without an end",
    (socket) => {
      socket.write(SSE_HEAD);
      trickle(chunk(events("a")).toString())(socket);
    },
    timeout("total"),
    ["a"],
    { timeouts: { total_ms: 300 } },
  ],
];

test.each(BROKEN)(
  "%s ends the run with a reason that names the phase",
  async (_sentence, script, ending, words, plan) => {
    const { result, words: seen } = await run(script, plan);

    expect(result).toMatchObject(ending);
    expect([...new Set(seen)]).toEqual(words);
    expect(result.total_duration_ms).toBeNull();
    expect(result.stamps.closed).not.toBeNull();
    expect(result.event_count).toBeGreaterThanOrEqual(seen.length);
  },
);

test("more than 100,000 events are broken off, and what came until then is kept", async () => {
  const { result, words } = await run((socket) => void socket.write(sse("data: a\n\n".repeat(100_002))));

  expect(result).toMatchObject(infra("stream", "too_many_events", "provider"));
  expect([words.length, result.progress_events]).toEqual([100_000, 100_000]);
});

async function runOverTls(answerHello: (socket: Socket) => void): Promise<RunResult | undefined> {
  const server = createServer((socket) => {
    socket.on("error", (error) => socket.destroy(error));
    socket.once("data", () => answerHello(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A listening TCP server has an address.");
  const origin = new URL(`https://127.0.0.1:${address.port}`);
  const result = (await executeTestPlan({ origin, timeouts: { connect_ms: 80 } }).results()).get(1);
  server.close();
  await once(server, "close");
  return result;
}

test("a target that speaks plain HTTP where its address says https is named so", async () => {
  const result = await runOverTls((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));

  expect(result).toMatchObject({ ...infra("connect", "tls_failed", "network"), connect_ms: null });
});

test("a handshake that is never answered ends as a connect timeout and leaves no socket", async () => {
  const result = await runOverTls(() => undefined);

  expect(result).toMatchObject({ ...timeout("connect", "network"), connect_ms: null });
  expect(result?.error).toContain("No connection was made within 80 ms.");
});

test("a connection that is refused says so and costs nothing", async () => {
  const { tcp } = await startPlainServer({ start: () => undefined });
  await tcp.close();

  const result = (await executeTestPlan({ origin: tcp.origin }).results()).get(1);

  expect(result).toMatchObject({
    ...infra("connect", "connection_refused", "network"),
    connection: "fresh",
    connect_ms: null,
  });
  expect(result?.error).toContain("Nothing listens at the target's address");
});

test("a socket left open after the last word neither lengthens the run nor stays open", async () => {
  const { result, paths } = await run((socket) => void socket.write(sse(events("id:7", "end"))));

  expect(result.status).toBe("completed");
  expect(result.total_duration_ms).toBeLessThan(result.stamps.closed ?? 0);
  expect(paths).toEqual(["/start", "/runs/7"]);
});

test("wherever a stream is reset, the run ends once, with what had come until then", async () => {
  const bytes = sse(events("id:7", "a", "é", "end"), LAST_CHUNK);
  const full = ["id:7", "a", "é", "end"];
  for (let at = 0; at <= bytes.length; at += 3) {
    const { result, words } = await run(after(bytes.subarray(0, at), reset));

    const isWhole = words.at(-1) === "end";
    expect(result.status).toBe(isWhole ? "completed" : "infra_error");
    expect(full.join("|").startsWith(words.join("|").replace(/(\ufffd|[a-z:]+)$/, ""))).toBe(true);
  }
});
