import { createClient } from "@tfbench/client";
import type { RunEvent } from "@tfbench/contracts";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { makeRunSummary } from "#fixtures/make-run.ts";
import { addEvents } from "./add-events.ts";
import { followRun } from "./follow-run.ts";

const message = (seq: number) =>
  `id: ${seq}\nevent: run_event\ndata: ${JSON.stringify({ seq, offset_ms: seq, kind: "PROGRESS", bytes: 2, data: "{}" })}\n\n`;
const final = `event: run\ndata: ${JSON.stringify(makeRunSummary())}\n\n`;

/** An API whose streams answer one after the other as the test says. Resolves when the run's end was told. */
async function follow(answers: readonly ((response: ServerResponse) => void)[]) {
  const resumedAfter: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    const answer = answers[resumedAfter.length];
    resumedAfter.push(request.headers["last-event-id"]?.toString());
    answer?.(response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const ended = Promise.withResolvers<void>();
  let events: readonly RunEvent[] = [];
  const breaks: (string | null)[] = [];
  const { port } = server.address() as AddressInfo;
  const following = followRun(createClient({ base_url: `http://127.0.0.1:${port}` }), 5, {
    onEvent: (event) => (events = addEvents(events, [event])),
    onRun: (run) => run.status === "completed" && ended.resolve(),
    onOpen: () => undefined,
    onBreak: (cause) => breaks.push(cause?.message ?? null),
  });
  onTestFinished(async () => {
    following.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  await ended.promise;
  return { resumedAfter, breaks, seqs: events.map(({ seq }) => seq) };
}

const stream = (text: string, end: (response: ServerResponse) => void) => (response: ServerResponse) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(text, () => end(response));
};
const close = (response: ServerResponse) => void response.end();

test("a stream that breaks goes on after its last event, with nothing lost and nothing twice", async () => {
  const seen = await follow([
    stream(message(0) + message(1), (response) => response.socket?.destroy()),
    stream(message(1) + message(2), close),
    stream(message(3) + final, close),
  ]);

  expect(seen.resumedAfter).toEqual([undefined, "1", "2"]);
  expect(seen.seqs).toEqual([0, 1, 2, 3]);
  expect(seen.breaks).toHaveLength(2);
});

test("an answer that is no stream is tried again, and what was wrong is told", async () => {
  const seen = await follow([
    (response) => response.writeHead(503, { "content-type": "text/html" }).end("<h1>Busy</h1>"),
    (response) => response.writeHead(200, { "content-type": "text/html" }).end("<h1>Proxy</h1>"),
    stream('event: run_event\ndata: {"seq":\n\n', close),
    stream(message(0) + final, close),
  ]);

  expect(seen.breaks[0]).toContain("503");
  expect(seen.breaks[1]).toContain("not a stream of events");
  expect(seen.breaks[2]).toContain("JSON");
  expect(seen.seqs).toEqual([0]);
});
