import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import type { Transform } from "node:stream";

/** The read that brought some bytes: when, and which of its connection. */
export type Read = { atMs: number; index: number };

export type BodyDecoder = {
  write(bytes: Uint8Array, read: Read): void;
  /** Calls back when all that was written has come out. */
  end(done: () => void): void;
  destroy(): void;
};

export type BodyDecoderOptions = {
  /** Decoded bytes with the read that brought the last of what they were decoded from. */
  onBytes: (bytes: Uint8Array, read: Read) => void;
  onError: (error: Error) => void;
};

const ZLIB = { flush: constants.Z_SYNC_FLUSH };
const BROTLI = { flush: constants.BROTLI_OPERATION_FLUSH };
const DEFLATE_METHOD = 8;

/** Null for a content encoding that is not known. */
export function createBodyDecoder(encoding: string, options: BodyDecoderOptions): BodyDecoder | null {
  switch (encoding.trim().toLowerCase()) {
    case "":
    case "identity":
      return { write: options.onBytes, end: (done) => done(), destroy: () => undefined };
    case "gzip":
    case "x-gzip":
      return inflating(() => createGunzip(ZLIB), options);
    case "br":
      return inflating(() => createBrotliDecompress(BROTLI), options);
    case "deflate":
      // Many servers leave out the zlib header that the name asks for.
      return inflating(
        (first) => ((first[0] ?? 0) % 16 === DEFLATE_METHOD ? createInflate(ZLIB) : createInflateRaw(ZLIB)),
        options,
      );
    default:
      return null;
  }
}

/**
 * zlib works in another thread and answers later, but what it answers keeps the stamp of the read: only one read is
 * inside the transform at any time, so everything that comes out belongs to it.
 */
function inflating(create: (first: Uint8Array) => Transform, { onBytes, onError }: BodyDecoderOptions): BodyDecoder {
  const waiting: { bytes: Uint8Array; read: Read }[] = [];
  let transform: Transform | null = null;
  let current: Read | null = null;
  let onEnd: (() => void) | null = null;
  let isBusy = false;

  const drain = (): void => {
    for (let out: unknown = transform?.read(); out instanceof Uint8Array; out = transform?.read()) {
      if (current) onBytes(out, current);
    }
  };
  const open = (first: Uint8Array): Transform => {
    const opened = create(first);
    opened.on("readable", drain).once("error", onError);
    opened.once("end", () => onEnd?.());
    return opened;
  };
  const advance = (): void => {
    if (isBusy) return;
    const next = waiting.shift();
    if (next) {
      isBusy = true;
      transform ??= open(next.bytes);
      current = next.read;
      transform.write(next.bytes, (error) => {
        if (error) return;
        drain();
        isBusy = false;
        advance();
      });
    } else if (onEnd) {
      isBusy = true;
      if (transform) transform.end();
      else onEnd();
    }
  };
  return {
    write(bytes, read) {
      waiting.push({ bytes, read });
      advance();
    },
    end(done) {
      onEnd = done;
      advance();
    },
    destroy: () => void transform?.destroy(),
  };
}
