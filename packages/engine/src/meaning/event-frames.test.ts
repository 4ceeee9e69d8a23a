import fc from "fast-check";
import { expect, test } from "vitest";
import { createEventStream, type StreamEvent } from "../event-stream.ts";
import { EventFrames } from "./event-frames.ts";
import { readFrame, skipByteOrderMark } from "./read-frame.ts";

const MAX_BYTES = 1_000_000;

/** The events with the piece that completed each. */
type Found = StreamEvent & { piece: number };

function pieces(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const ends = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

function readByFrames(parts: readonly Uint8Array[]): Found[] {
  const frames = new EventFrames(MAX_BYTES);
  const found: Found[] = [];
  let isFirst = true;
  const take = (piece: number): void => {
    const from = isFirst ? skipByteOrderMark(frames) : frames.from;
    isFirst = false;
    const data = readFrame({ bytes: frames.bytes, from, to: frames.to });
    if (data) found.push({ name: data.name, data: data.bytes.toString("utf8"), bytes: data.bytes.length, piece });
  };
  for (const [piece, bytes] of parts.entries()) {
    for (let at = 0; at < bytes.length;) {
      at = frames.take(bytes, at, bytes.length);
      if (frames.hasFrame) take(piece);
    }
  }
  frames.takeLast();
  if (frames.hasFrame) take(parts.length);
  return found;
}

/** The well-kept parser of another project, which the engine uses where speed is no matter. */
function readByLibrary(parts: readonly Uint8Array[]): Found[] {
  const found: Found[] = [];
  let piece = 0;
  const stream = createEventStream({
    maxEventBytes: MAX_BYTES,
    onEvent: (event) => found.push({ ...event, piece }),
    onTooLarge: () => expect.unreachable(),
  });
  for (const bytes of parts) {
    stream.feed(bytes);
    piece += 1;
  }
  stream.end();
  return found;
}

const line = fc.oneof(
  fc.string({ unit: "grapheme" }).map((text) => `data: ${text.replaceAll(/[\r\n]/g, "")}`),
  fc.constantFrom(
    "data:x",
    "data",
    "data:",
    "data:  two",
    ": ping",
    "event: delta",
    "event:",
    "event",
    "id: 7",
    "retry: 10",
  ),
  fc.constantFrom("foo: bar", ":", "dataset: no", " data: no", "data : no", "\u0000", "\u2028"),
);
const ending = fc.constantFrom("\n", "\r\n", "\r");
const stream = fc.record({
  mark: fc.constantFrom("", "\ufeff"),
  lines: fc.array(
    fc.tuple(fc.oneof({ weight: 2, arbitrary: line }, { weight: 1, arbitrary: fc.constant("") }), ending),
  ),
});

test("frames hold the events that a well-kept parser reads, each complete with the same read", () => {
  fc.assert(
    fc.property(stream, fc.array(fc.nat(10_000)), ({ mark, lines }, cuts) => {
      const parts = pieces(Buffer.from(mark + lines.map(([text, end]) => text + end).join("")), cuts);

      expect(readByFrames(parts)).toEqual(readByLibrary(parts));
    }),
    { numRuns: 2_000 },
  );
});

test("any bytes at all are read without an error", () => {
  const noisy = fc.uint8Array({ maxLength: 400 }).map((bytes) => bytes.map((byte) => (byte % 5 === 0 ? 10 : byte)));
  fc.assert(
    fc.property(noisy, fc.array(fc.nat(400)), (bytes, cuts) => {
      const whole = readByFrames(pieces(bytes, [])).map(({ data }) => data);

      expect(readByFrames(pieces(bytes, cuts)).map(({ data }) => data)).toEqual(whole);
    }),
    { numRuns: 500 },
  );
});

test("an event that never ends is known to be too large before it has filled the memory", () => {
  const frames = new EventFrames(1_000);

  for (let piece = 0; piece < 3; piece += 1) frames.take(Buffer.alloc(500, "x"), 0, 500);

  expect(frames.isTooLarge).toBe(true);
});
