import { ChunkLog, encodeChunkLog } from "@tfbench/stats";
import type { ChunkKind } from "@tfbench/stats";
import { makeResult } from "@tfbench/testkit";
import { expect, test } from "vitest";
import { chunkOffsetsMs } from "./recorded-stream.ts";
import { ReplayErrors } from "./replay-errors.ts";

const STAMPS = {
  ...{ due: 0, slot_granted: 0, started: 1_000, connected: null, sent: 1_000, headers: 1_005, first_event: 1_010 },
  ...{ first_content: 1_012, last_content: 1_030, terminal: 1_031, closed: 1_031 },
};
const logOf = (chunks: readonly [atMs: number, kind: ChunkKind][]): Uint8Array =>
  encodeChunkLog(ChunkLog.of(chunks.map(([atMs, kind]) => ({ offset_us: atMs * 1000, bytes: 9, kind, tokens: null }))));
const RUN = makeResult({
  status: "completed",
  stamps: STAMPS,
  lag_ms: 0.5,
  chunk_log: logOf([
    [1_010, "delta"],
    [1_012, "reasoning"],
    [1_020, "answer"],
    [1_025, "heartbeat"],
    [1_030, "answer"],
    [1_031, "terminal"],
  ]),
});

test("the error of a run is what was reported less what was written, whatever clock either side counts on", () => {
  const errors = new ReplayErrors();

  errors.add(RUN, { receivedMs: 70_000.25, contentMs: [70_012, 70_019, 70_030] });

  expect(errors.ttftMs).toEqual([0.25]);
  expect(errors.gapMs).toEqual([1, 1]);
  expect(errors.latenessMs).toEqual([0.5]);
  expect(errors.failed).toBe(0);
});

test.each([
  ["has another number of chunks", RUN, { receivedMs: 0, contentMs: [1, 2] }],
  ["is unknown to the server", RUN, undefined],
  ["did not complete", { ...RUN, status: "timeout" as const }, { receivedMs: 0, contentMs: [12, 20, 30] }],
])("a run that %s is counted and is in no error", (_, run, written) => {
  const errors = new ReplayErrors();

  errors.add(run, written);

  expect(errors).toMatchObject({ failed: 1, ttftMs: [], gapMs: [] });
});

test("only content is played again, each chunk as long after the request was sent as it came", () => {
  const chunkLog = Buffer.from(RUN.chunk_log ?? []).toString("base64");

  expect(chunkOffsetsMs({ dueMs: 0, sentMs: 1_000, endMs: 1_030, chunks: 3, chunkLog })).toEqual([12, 20, 30]);
});
