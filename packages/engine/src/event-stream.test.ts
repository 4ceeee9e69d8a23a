import fc from "fast-check";
import { expect, test } from "vitest";
import { createEventStream, type StreamEvent } from "./event-stream.ts";

/** Feeds bytes cut at the given places and notes with which piece each event came. */
function readAll(bytes: Uint8Array, cuts: readonly number[], maxEventBytes = 1_000_000) {
  const events: (StreamEvent & { piece: number })[] = [];
  let isTooLarge = false;
  let piece = 0;
  const stream = createEventStream({
    maxEventBytes,
    onEvent: (event) => events.push({ ...event, piece }),
    onTooLarge: () => (isTooLarge = true),
  });
  const ends = [...new Set([...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length])].sort((a, b) => a - b);
  let start = 0;
  for (const end of ends) {
    stream.feed(bytes.subarray(start, end));
    start = end;
    piece += 1;
  }
  stream.end();
  return { events, isTooLarge };
}

const texts = (bytes: Uint8Array, cuts: readonly number[]) => readAll(bytes, cuts).events.map((event) => event.data);

const TABLE: [sentence: string, stream: string | Uint8Array, events: string[]][] = [
  ["line feeds", "data: a\n\ndata: b\n\n", ["a", "b"]],
  ["carriage returns with line feeds", "data: a\r\n\r\ndata: b\r\n\r\n", ["a", "b"]],
  ["carriage returns alone", "data: a\r\rdata: b\r\r", ["a", "b"]],
  ["no space after the colon", "data:a\n\n", ["a"]],
  ["a byte order mark", new Uint8Array([0xef, 0xbb, 0xbf, ...Buffer.from("data: a\n\n")]), ["a"]],
  ["comments and pings alone", ": ping\n\n: ping\n\ndata: a\n\n", ["a"]],
  ["event and id before the data", "event: x\nid: 7\ndata: a\n\n", ["a"]],
  ["several lines of data", "data: a\ndata: b\n\n", ["a\nb"]],
  ["line separators of Unicode inside the data", "data: a\u2028b\u2029c\u0085d\n\n", ["a\u2028b\u2029c\u0085d"]],
  ["characters of two, three and four bytes", "data: é€😀\n\n", ["é€😀"]],
  ["broken UTF-8", new Uint8Array([...Buffer.from("data: a"), 0xc3, 0x28, ...Buffer.from("\n\n")]), ["a\ufffd("]],
  ["a last event without its blank line", "data: a\n\ndata: b", ["a", "b"]],
  ["a stream of something else", "<html><body>no</body></html>", []],
];

test.each(TABLE)("%s: read right wherever the reads are cut", (_sentence, stream, events) => {
  const bytes = Buffer.from(stream);

  for (let cut = 0; cut <= bytes.length; cut += 1) expect(texts(bytes, [cut])).toEqual(events);
  const property = fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
    expect(texts(bytes, cuts)).toEqual(events);
  });
  fc.assert(property, { numRuns: 50 });
});

test("an event belongs to the read that completed it, and its size is that of the wire", () => {
  const event = fc.record({
    name: fc.constantFrom(null, "message_stop", "größer"),
    text: fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !/[\r\n]/.test(text)),
    ending: fc.constantFrom("\n", "\r\n"),
  });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 8 }), fc.array(fc.nat(2_000)), (expected, cuts) => {
      const frames = expected.map(({ name, text, ending }) =>
        Buffer.from(`${name === null ? "" : `event: ${name}${ending}`}data: ${text}${ending}${ending}`),
      );
      const bytes = Buffer.concat(frames);

      const { events } = readAll(bytes, cuts);

      const ends = [...new Set([...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length])].sort(
        (a, b) => a - b,
      );
      let end = 0;
      const whole = expected.map(({ name, text, ending }, index) => {
        end += frames[index]?.length ?? 0;
        // A carriage return ends the line already; only the line feed after it may still be on its way.
        const needed = ending === "\r\n" ? end - 1 : end;
        return { name, data: text, bytes: Buffer.byteLength(text), piece: ends.findIndex((cut) => cut >= needed) };
      });
      expect(events).toEqual(whole);
    }),
    { numRuns: 200 },
  );
});

test("an event over the limit is given up, whether it comes at once or in pieces, finished or not", () => {
  const large = Buffer.from(`data: ${"x".repeat(2_000)}\n\n`);

  expect(readAll(large, [], 1_000)).toMatchObject({ events: [], isTooLarge: true });
  expect(readAll(large, [500, 900, 1_300], 1_000)).toMatchObject({ events: [], isTooLarge: true });
  expect(readAll(large.subarray(0, 1_500), [700], 1_000)).toMatchObject({ events: [], isTooLarge: true });
  expect(readAll(Buffer.from(`data: ${"x".repeat(900)}\ndata: ${"x".repeat(900)}\n\n`), [950], 1_000)).toMatchObject({
    isTooLarge: true,
  });
});
