import { once } from "node:events";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { serveConformance } from "./serve-conformance.ts";
import type { ConformanceServer, ConformanceStream } from "./serve-conformance.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string, delay_ms = 0) => ({ bytes: bytesOf(text), delay_ms });

async function useConformance(...streams: ConformanceStream[]): Promise<ConformanceServer> {
  const server = await serveConformance({ streams, port: 0 });
  onTestFinished(() => server.close());
  return server;
}

const BODY: ConformanceStream = {
  name: "two-events",
  reads: [read("data: 1\n"), read("\ndata: ä\n\n", 5)],
  has_head: false,
  close: "keep_alive",
};

test("a stream is served below its name for every method and path, again and again on one connection", async () => {
  const { url } = await useConformance(BODY);

  const answers = [];
  for (const [method, path] of [
    ["GET", ""],
    ["POST", "/v1/chat/completions"],
    ["POST", "/v1/messages?beta=true"],
  ] as const) {
    const sent = method === "POST" ? { method, body: '{"stream":true}' } : { method };
    answers.push(await (await fetch(`${url}/conformance/two-events${path}`, sent)).text());
  }

  expect(answers).toEqual(Array.from({ length: 3 }, () => "data: 1\n\ndata: ä\n\n"));
});

test("bytes with a head of their own come as they are, each read by itself, and the connection ends as asked", async () => {
  const reads = [read("HTTP/1.1 200 OK\r\nx: 1\r\n\r\nda"), read("ta: 1\n", 20), read("\n", 20)];
  const { port } = await useConformance({ name: "cut", reads, has_head: true, close: "end" });
  const socket = connect({ port, host: "127.0.0.1" });
  const seen: string[] = [];
  socket.on("data", (bytes) => seen.push(bytes.toString()));

  socket.write("GET /conformance/cut HTTP/1.1\r\nHost: x\r\n\r\n");
  await once(socket, "end");

  expect(seen).toEqual(["HTTP/1.1 200 OK\r\nx: 1\r\n\r\nda", "ta: 1\n", "\n"]);
});

test("a reset stream is reset, and an open one stays open until the client leaves", async () => {
  const { url } = await useConformance(
    { ...BODY, name: "reset", close: "reset" },
    { ...BODY, name: "open", close: "open" },
  );
  const leave = new AbortController();

  const broken = await fetch(`${url}/conformance/reset`);
  await expect(broken.text()).rejects.toThrow("terminated");
  const open = await fetch(`${url}/conformance/open`, { signal: leave.signal });
  const ended = open.text().then(() => "ended", String);
  leave.abort();

  expect(await ended).toContain("abort");
});

test("a name nobody gave is 404 and names the streams there are", async () => {
  const { url } = await useConformance(BODY);

  const answer = await fetch(`${url}/conformance/other`);

  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain("two-events");
});
