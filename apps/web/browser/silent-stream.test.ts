import { request, type IncomingMessage, type ServerResponse } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { startDashboard } from "./fixtures/start-dashboard.ts";
import { startScriptedApi } from "./fixtures/start-scripted-api.ts";

const SILENCE_MS = 60_000;
/** Far above what passing on takes, far below any buffer or time limit that could hold an event back. */
const AT_ONCE_MS = 1_000;

type Arrival = { text: string; atMs: number };

async function openStream(
  url: string,
  lastEventId: string,
): Promise<{ answer: IncomingMessage; arrivals: Arrival[]; next: (text: string) => Promise<Arrival> }> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request(
      url,
      { headers: { accept: "text/event-stream", "accept-encoding": "gzip, br", "last-event-id": lastEventId } },
      resolve,
    );
    outgoing.once("error", reject);
    outgoing.end();
  });
  const arrivals: Arrival[] = [];
  const waiting = new Set<() => void>();
  answer.setEncoding("utf8").on("data", (text: string) => {
    arrivals.push({ text, atMs: performance.now() });
    for (const wake of waiting) wake();
  });
  const next = (text: string) =>
    new Promise<Arrival>((resolve) => {
      const look = () => {
        const found = arrivals.find((arrival) => arrival.text.includes(text));
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  return { answer, arrivals, next };
}

test(
  "a stream that is silent for a minute stays open, and the next event is seen at once",
  { timeout: SILENCE_MS + 60_000 },
  async () => {
    const opened = Promise.withResolvers<{ headers: IncomingMessage["headers"]; stream: ServerResponse }>();
    const left = Promise.withResolvers<void>();
    const api = await startScriptedApi((incoming, stream) => {
      stream.writeHead(200, { "content-type": "text/event-stream" });
      stream.flushHeaders();
      incoming.on("close", () => left.resolve());
      opened.resolve({ headers: incoming.headers, stream });
    });
    const dashboard = await startDashboard({ apiUrl: api.url });
    onTestFinished(async () => {
      await dashboard.stop();
      await api.stop();
    });

    const { answer, next } = await openStream(`${dashboard.url}/api/v1/runs/1/stream`, "41");
    const { headers, stream } = await opened.promise;
    stream.write("id: 42\ndata: before\n\n");
    await next("data: before");
    await new Promise((resolve) => setTimeout(resolve, SILENCE_MS));
    const sentAtMs = performance.now();
    stream.write("id: 43\ndata: after\n\n");
    const { atMs } = await next("data: after");

    expect(headers["last-event-id"]).toBe("41");
    expect(answer.headers["content-type"]).toBe("text/event-stream");
    expect(answer.headers["content-encoding"]).toBeUndefined();
    expect(atMs - sentAtMs).toBeLessThan(AT_ONCE_MS);

    answer.destroy();
    await left.promise;
  },
);
