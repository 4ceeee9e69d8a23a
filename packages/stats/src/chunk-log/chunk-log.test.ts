import fc from "fast-check";
import { expect, test } from "vitest";
import { CHUNK_KINDS } from "./chunk-kind.ts";
import { ChunkLog, type Chunk } from "./chunk-log.ts";
import { decodeChunkLog } from "./decode-chunk-log.ts";
import { encodeChunkLog } from "./encode-chunk-log.ts";

const chunk = fc.record({
  gap_us: fc.oneof(fc.nat(50_000), fc.nat(10 ** 9), fc.constant(0)),
  bytes: fc.oneof(fc.nat(300), fc.nat(2 ** 32 - 1)),
  kind: fc.constantFrom(...CHUNK_KINDS),
  tokens: fc.oneof(fc.constant(null), fc.nat(9), fc.nat(2 ** 31 - 2)),
});
const chunks = fc
  .tuple(fc.integer({ min: -(10 ** 9), max: 10 ** 12 }), fc.array(chunk, { maxLength: 200 }))
  .map(([first, list]): Chunk[] => {
    let offset_us = first;
    return list.map(({ gap_us, ...rest }) => ({ offset_us: (offset_us += gap_us), ...rest }));
  });

const readAll = (log: ChunkLog): Chunk[] =>
  Array.from({ length: log.length }, (_, index) => ({
    offset_us: log.offsetUs(index),
    bytes: log.bytes(index),
    kind: CHUNK_KINDS[log.kindCode(index)] ?? "event",
    tokens: log.tokens(index),
  }));

test("what is encoded is decoded again to the microsecond", () => {
  fc.assert(
    fc.property(chunks, (list) => {
      expect(readAll(decodeChunkLog(encodeChunkLog(ChunkLog.of(list))))).toEqual(list);
    }),
    { numRuns: 300 },
  );
});

test("a steady stream of 20 ms with a few milliseconds of jitter takes about three bytes a chunk", () => {
  const list = Array.from({ length: 1_000 }, (_, index): Chunk => {
    const jitterUs = Math.round(2_000 * Math.sin(index * index));
    return { offset_us: 500_000 + index * 20_000 + jitterUs, bytes: 240 + (index % 7), kind: "answer", tokens: null };
  });

  expect(encodeChunkLog(ChunkLog.of(list)).length).toBeLessThan(3_100);
});

test("bytes that are no chunk log are refused with a sentence and never read on for ever", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        const log = decodeChunkLog(bytes);
        expect(readAll(decodeChunkLog(encodeChunkLog(log)))).toEqual(readAll(log));
      } catch (error) {
        expect(String(error)).toMatch(/^Error: A chunk log cannot be read: .*\.$/);
      }
    }),
  );
  const cut = encodeChunkLog(ChunkLog.of([{ offset_us: 5, bytes: 3, kind: "answer", tokens: 1 }])).slice(0, -1);
  expect(() => decodeChunkLog(cut)).toThrow("it ends too early");
});
