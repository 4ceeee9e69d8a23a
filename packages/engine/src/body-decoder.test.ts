import { text } from "node:stream/consumers";
import { brotliCompressSync, constants, createGzip, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createBodyDecoder } from "./body-decoder.ts";

type Out = { text: string; atMs: number };

/** Decodes pieces, each with its number as stamp. */
function decode(encoding: string, pieces: readonly Uint8Array[]): Promise<Out[]> {
  const { promise, resolve, reject } = Promise.withResolvers<Out[]>();
  const out: Out[] = [];
  const decoder = createBodyDecoder(encoding, {
    onBytes: (bytes, read) => out.push({ text: Buffer.from(bytes).toString("latin1"), atMs: read.atMs }),
    onError: reject,
  });
  pieces.forEach((bytes, index) => decoder?.write(bytes, { atMs: index, index }));
  decoder?.end(() => resolve(out));
  return promise;
}

const cut = (bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] => {
  const ends = [...cuts.map((at) => at % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end)).filter((piece) => piece.length > 0);
};

const CODINGS = {
  gzip: gzipSync,
  "x-gzip": gzipSync,
  br: brotliCompressSync,
  deflate: deflateSync,
  "raw deflate": deflateRawSync,
};

test.each(Object.entries(CODINGS))(
  "%s is decoded wherever the reads are cut, stamps never going back",
  async (name, compress) => {
    const property = fc.asyncProperty(
      fc.string({ maxLength: 3_000 }),
      fc.array(fc.nat(5_000), { maxLength: 6 }),
      async (content, cuts) => {
        const bytes = Buffer.from(content, "latin1");

        const out = await decode(name.replace("raw ", ""), cut(compress(bytes), cuts));

        expect(out.map((part) => part.text).join("")).toBe(bytes.toString("latin1"));
        expect(out.map((part) => part.atMs)).toEqual(out.map((part) => part.atMs).sort((a, b) => a - b));
      },
    );
    await fc.assert(property, { numRuns: 40 });
  },
);

/** The pieces a server would send that flushes after each word, and the piece that ends the body. */
async function flushedPieces(words: readonly string[]): Promise<Uint8Array[]> {
  const gzip = createGzip();
  const written = text(gzip.setEncoding("latin1"));
  for (const word of words) {
    await new Promise<void>((resolve) => gzip.write(word, () => gzip.flush(constants.Z_SYNC_FLUSH, () => resolve())));
  }
  gzip.end();
  const body = Buffer.from(await written, "latin1");
  // A sync flush ends with these four bytes, so the places to cut are known from the stream itself.
  const marker = Buffer.from([0x00, 0x00, 0xff, 0xff]);
  const cuts: number[] = [];
  for (let at = body.indexOf(marker); at >= 0; at = body.indexOf(marker, at + 4)) cuts.push(at + 4);
  return [...cuts, body.length].map((end, index) => body.subarray(index === 0 ? 0 : cuts[index - 1], end));
}

test("what a server flushed by itself is stamped with the read that brought it, though zlib answers later", async () => {
  const pieces = await flushedPieces(["one", "two", "three"]);

  const out = await decode("gzip", pieces);

  expect(out).toEqual([
    { text: "one", atMs: 0 },
    { text: "two", atMs: 1 },
    { text: "three", atMs: 2 },
  ]);
});

test("a huge expansion comes out whole and in pieces", async () => {
  const out = await decode("gzip", [gzipSync(Buffer.alloc(5_000_000))]);

  expect(out.length).toBeGreaterThan(10);
  expect(out.reduce((sum, part) => sum + part.text.length, 0)).toBe(5_000_000);
});

test("bytes that are not what the encoding says are an error", async () => {
  await expect(decode("gzip", [Buffer.from("data: plain\n\n")])).rejects.toThrow("incorrect header check");
  await expect(decode("gzip", [gzipSync("cut off").subarray(0, 12)])).rejects.toThrow("unexpected end of file");
});

test("an encoding that is not known has no decoder; none at all passes bytes through", async () => {
  const options = { onBytes: () => undefined, onError: () => undefined };

  expect(createBodyDecoder("zstd", options)).toBeNull();
  expect(await decode("", [Buffer.from("plain")])).toEqual([{ text: "plain", atMs: 0 }]);
});
