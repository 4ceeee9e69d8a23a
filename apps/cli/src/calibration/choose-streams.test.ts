import { expect, test } from "vitest";
import { chooseStreams } from "./choose-streams.ts";
import type { RecordedStream } from "./recorded-stream.ts";

const stream = (dueMs: number, more: Partial<RecordedStream> = {}): RecordedStream => ({
  dueMs,
  sentMs: dueMs + 1,
  endMs: dueMs + 100,
  chunks: 10,
  chunkLog: "",
  ...more,
});
const LIMITS = { runs: 100, minutes: 1 };

test("streams are played in the order they were due, from the first of them on", () => {
  const { streams, leftOut } = chooseStreams([stream(700), stream(500), stream(600)], LIMITS);

  expect(streams.map(({ dueMs }) => dueMs)).toEqual([0, 100, 200]);
  expect(leftOut).toEqual({});
});

test.each([
  ["beyond the first 2 runs", [stream(0), stream(1), stream(2), stream(3)], 2],
  ["ended after 1 min", [stream(1_000), stream(1_001), stream(2_000, { endMs: 61_001 }), stream(61_000)], 2],
  ["over 20,000 chunks", [stream(0), stream(1, { chunks: 20_001 }), stream(2, { chunks: 20_001 })], 2],
  ["beyond the first 500,000 chunks", Array.from({ length: 27 }, (_, at) => stream(at, { chunks: 20_000 })), 2],
])("what is left out says why: %s", (reason, recorded, count) => {
  const runs = reason.endsWith("runs") ? 2 : 100;

  const { streams, leftOut } = chooseStreams(recorded, { ...LIMITS, runs });

  expect(leftOut).toEqual({ [reason]: count });
  expect(streams).toHaveLength(recorded.length - count);
});
