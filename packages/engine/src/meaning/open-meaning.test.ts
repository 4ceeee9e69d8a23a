import { expect, test } from "vitest";
import { createPlainReader } from "../fixtures/plain-adapter.ts";
import type { MeaningRequest } from "../measure/load-order.ts";
import type { Meaning } from "../measure/serve-meaning.ts";
import { openMeaning, type EndedRun } from "./open-meaning.ts";

const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
const data = (...words: string[]): string => words.map((word) => `data: ${word}\n\n`).join("");
const stamps = { dueMs: 1_000, slotGrantedMs: 1_001, startedMs: 1_002, connectedMs: 1_003, sentMs: 1_004 };

type Opened = { meaning: Meaning; groups: EndedRun[][]; asked: MeaningRequest[] };

function open(): Opened {
  const groups: EndedRun[][] = [];
  const asked: MeaningRequest[] = [];
  const meaning = openMeaning(
    {
      prepared: {
        kind: "exchange",
        start: { method: "GET", path: "/", headers: {}, body: null },
        createReader: () => createPlainReader(),
      },
      stallMs: 500,
      judge: () => ({ goal: "not_evaluated", goal_reason: null }),
      settings: { guards: "on", allow_empty: false },
      priceVersion: 1,
      takeTokenCounter: null,
      timeouts: { connect_ms: 100, headers_ms: 100, first_event_ms: 100, idle_ms: 100, total_ms: 1_000 },
    },
    { emit: (records) => groups.push(records), ask: (request) => asked.push(request) },
  );
  meaning.begin({ originMs: 1_000, wallAnchorMs: 0 });
  return { meaning, groups, asked };
}

function read({ meaning }: Opened, run: number, [atMs, text]: [number, string]): void {
  const bytes = Buffer.from(text);
  meaning.read({ run, atMs, bytes, from: 0, to: bytes.length });
}

test("stamps are offsets from the batch's origin, and figures follow from them", async () => {
  const opened = open();

  opened.meaning.start(4, stamps, true);
  read(opened, 4, [1_010, HEAD]);
  read(opened, 4, [1_020, data("beat", "one")]);
  read(opened, 4, [1_030, data("two", "end")]);
  opened.meaning.end(4, 1_040, { code: "complete", text: "" });
  await opened.meaning.finish();

  expect(opened.groups.flat()).toMatchObject([
    {
      index: 4,
      result: {
        status: "completed",
        connection: "fresh",
        coalesced: true,
        stamps: {
          due: 0,
          slot_granted: 1,
          started: 2,
          connected: 3,
          sent: 4,
          headers: 10,
          first_content: 20,
          terminal: 30,
          closed: 40,
        },
        ttft_ms: 18,
        ttft_sent_ms: 16,
        total_duration_ms: 28,
        response_ms: 30,
        lag_ms: 1,
        ttst_ms: 10,
        content_chunks: 2,
      },
    },
  ]);
});

test("runs whose reads are mixed are kept apart, and results come in groups in the order the runs ended", async () => {
  const opened = open();

  for (const run of [0, 1, 2]) opened.meaning.start(run, stamps, false);
  for (const run of [0, 1, 2]) read(opened, run, [1_010 + run, `${HEAD}data: w`]);
  for (const run of [2, 0, 1]) read(opened, run, [1_020 + run, `ord${run}\n\n${data("end")}`]);
  for (const run of [1, 2, 0]) opened.meaning.end(run, 1_030, { code: "complete", text: "" });
  await opened.meaning.finish();

  expect(opened.groups).toHaveLength(1);
  expect(
    opened.groups[0]?.map(({ index, result }) => [index, result.stamps.headers, result.stamps.first_content]),
  ).toEqual([
    [1, 11, 21],
    [2, 12, 22],
    [0, 10, 20],
  ]);
});

test("the measuring thread is told of the last word once, so that it need not wait for the end", () => {
  const opened = open();

  opened.meaning.start(7, stamps, false);
  read(opened, 7, [1_010, HEAD + data("one", "end")]);
  read(opened, 7, [1_020, data("end")]);

  expect(opened.asked).toEqual([{ kind: "terminal", run: 7 }]);
});

test("heartbeats keep no run alive: it is given up when nothing else came within the limit", () => {
  const opened = open();

  opened.meaning.start(1, stamps, false);
  read(opened, 1, [1_010, HEAD]);
  for (const atMs of [1_050, 1_110, 1_111, 1_200]) read(opened, 1, [atMs, data("beat")]);
  opened.meaning.start(2, stamps, false);
  read(opened, 2, [1_010, HEAD + data("one")]);
  for (const atMs of [1_100, 1_150]) read(opened, 2, [atMs, data("beat")]);

  expect(opened.asked).toEqual([
    { kind: "abort", run: 1, code: "timeout_first_event" },
    { kind: "abort", run: 2, code: "timeout_idle" },
  ]);
});

test("a flood of tiny events is broken off before it takes all memory, and says what it was", async () => {
  const opened = open();
  const flood = data(...Array.from({ length: 10_000 }, () => "beat"));

  opened.meaning.start(1, stamps, false);
  read(opened, 1, [1_010, HEAD]);
  for (let count = 0; count <= 2_000_000; count += 10_000) read(opened, 1, [1_020, flood]);
  read(opened, 1, [1_030, data("end")]);
  opened.meaning.end(1, 1_040, { code: "complete", text: "" });
  await opened.meaning.finish();

  expect(opened.groups.flat()).toMatchObject([
    { result: { status: "infra_error", reason_code: "too_many_events", event_count: 2_000_000 } },
  ]);
});

test("a run that never started has an outcome and no figures", async () => {
  const opened = open();

  opened.meaning.end(9, 1_500, { code: "dropped", text: "" });
  await opened.meaning.finish();

  expect(opened.groups.flat()).toMatchObject([
    {
      index: 9,
      result: {
        status: "dropped",
        stamps: { due: 500, started: null, closed: null },
        ttft_ms: null,
        total_duration_ms: null,
        chunk_log: null,
        event_count: 0,
      },
    },
  ]);
});
