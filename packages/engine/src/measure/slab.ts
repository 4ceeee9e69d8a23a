import { END_CODES, type EndCode } from "./end-code.ts";

/**
 * What measuring threads hand to the meaning thread: records one after the other in an ArrayBuffer, each 8-byte aligned:
 * u32 kind, u32 run, f64 at_ms, u32 payload length, u32 aux, payload. Kind 0 ends a slab. Byte order is the machine's,
 * which is little endian wherever Node.js runs. Times are milliseconds of CLOCK_MONOTONIC.
 */
export const SLAB_BYTES = 256 * 1024;
const HEADER_BYTES = 24;
const START = 1;
const READ = 2;
const END = 3;
const START_BYTES = 40;
const MAX_TEXT_BYTES = 512;
/** Below this, copying word by word is cheaper than making a view for the copy. */
const WORD_COPY_BYTES = 512;

/** `connectedMs` and `sentMs` are NaN where that never happened; a reused connection has no `connectedMs`. */
export type StartStamps = {
  dueMs: number;
  slotGrantedMs: number;
  startedMs: number;
  connectedMs: number;
  sentMs: number;
};

/** Bytes to copy; `words` views the same memory from its beginning. */
export type ReadBuffer = { bytes: Uint8Array; words: Int32Array };

export type ReadPiece = { source: ReadBuffer; length: number };

/** Writes into one slab at a time. Allocates nothing per record. */
export class SlabWriter {
  readonly #take: () => ArrayBuffer;
  readonly #handOver: (slab: ArrayBuffer) => void;
  #slab: ArrayBuffer;
  #bytes: Uint8Array;
  #words: Int32Array;
  #floats: Float64Array;
  #used = 0;

  /** `take` gives an empty slab, `handOver` gets a full or flushed one and owns it from then on. */
  constructor(take: () => ArrayBuffer, handOver: (slab: ArrayBuffer) => void) {
    this.#take = take;
    this.#handOver = handOver;
    this.#slab = take();
    this.#bytes = new Uint8Array(this.#slab);
    this.#words = new Int32Array(this.#slab);
    this.#floats = new Float64Array(this.#slab);
  }

  get isEmpty(): boolean {
    return this.#used === 0;
  }

  start(run: number, stamps: StartStamps, isFresh: boolean): void {
    const at = this.#open(run, stamps.startedMs, START_BYTES) >> 3;
    this.#words[(at << 1) - 6] = START;
    this.#words[(at << 1) - 1] = isFresh ? 1 : 0;
    this.#floats[at] = stamps.dueMs;
    this.#floats[at + 1] = stamps.slotGrantedMs;
    this.#floats[at + 2] = stamps.startedMs;
    this.#floats[at + 3] = stamps.connectedMs;
    this.#floats[at + 4] = stamps.sentMs;
  }

  /** The first `length` bytes of a read; they have to fit into an empty slab. */
  read(run: number, atMs: number, { source, length }: ReadPiece): void {
    const at = this.#open(run, atMs, length);
    const words = this.#words;
    words[(at >> 2) - 6] = READ;
    words[(at >> 2) - 1] = 0;
    if (length <= WORD_COPY_BYTES) {
      const from = source.words;
      const first = at >> 2;
      const count = (length + 3) >> 2;
      // The last word may carry up to three bytes too many; they land in the padding of this record.
      for (let index = 0; index < count; index += 1) words[first + index] = from[index] ?? 0;
    } else this.#bytes.set(source.bytes.subarray(0, length), at);
  }

  end(run: number, atMs: number, { code, text }: { code: EndCode; text: string }): void {
    const encoded = text === "" ? null : Buffer.from(text).subarray(0, MAX_TEXT_BYTES);
    const at = this.#open(run, atMs, encoded?.length ?? 0);
    this.#words[(at >> 2) - 6] = END;
    this.#words[(at >> 2) - 1] = END_CODES.indexOf(code);
    if (encoded) this.#bytes.set(encoded, at);
  }

  /** Hands over what has been written so far, if anything. */
  flush(): void {
    if (this.#used === 0) return;
    if (this.#used < this.#slab.byteLength) this.#words[this.#used >> 2] = 0;
    const full = this.#slab;
    this.#slab = this.#take();
    this.#bytes = new Uint8Array(this.#slab);
    this.#words = new Int32Array(this.#slab);
    this.#floats = new Float64Array(this.#slab);
    this.#used = 0;
    this.#handOver(full);
  }

  /** Writes all of a record's header but kind and aux, and returns where its payload begins. */
  #open(run: number, atMs: number, length: number): number {
    const needed = HEADER_BYTES + ((length + 7) & ~7);
    if (this.#used + needed > this.#slab.byteLength) this.flush();
    if (needed > this.#slab.byteLength) throw new Error(`A record of ${needed} bytes does not fit into a slab.`);
    const at = this.#used;
    this.#words[(at >> 2) + 1] = run;
    this.#floats[(at >> 3) + 1] = atMs;
    this.#words[(at >> 2) + 4] = length;
    this.#used = at + needed;
    return at + HEADER_BYTES;
  }
}

/** The bytes of a read are `bytes[from..to)`. The same object is given for every read: it is valid during the call. */
export type SlabRead = { run: number; atMs: number; bytes: Uint8Array; from: number; to: number };

export type SlabVisitor = {
  start(run: number, stamps: StartStamps, isFresh: boolean): void;
  read(read: SlabRead): void;
  end(run: number, atMs: number, how: { code: EndCode; text: string }): void;
};

/** Calls the visitor for each record in the order it was written. */
export function readSlab(slab: ArrayBuffer, visitor: SlabVisitor): void {
  const bytes = new Uint8Array(slab);
  const words = new Uint32Array(slab);
  const floats = new Float64Array(slab);
  const read: SlabRead = { run: 0, atMs: 0, bytes, from: 0, to: 0 };
  let at = 0;
  while (at + HEADER_BYTES <= slab.byteLength) {
    const kind = words[at >> 2] ?? 0;
    if (kind === 0) return;
    const run = words[(at >> 2) + 1] ?? 0;
    const atMs = floats[(at >> 3) + 1] ?? 0;
    const length = words[(at >> 2) + 4] ?? 0;
    const aux = words[(at >> 2) + 5] ?? 0;
    const from = at + HEADER_BYTES;
    if (kind === READ) {
      read.run = run;
      read.atMs = atMs;
      read.from = from;
      read.to = from + length;
      visitor.read(read);
    } else if (kind === START) visitor.start(run, readStamps(floats, from >> 3), aux === 1);
    else if (kind === END) {
      const text = length === 0 ? "" : Buffer.from(slab, from, length).toString("utf8");
      visitor.end(run, atMs, { code: END_CODES[aux] ?? "transport_failed", text });
    } else throw new Error(`A slab holds a record of the unknown kind ${kind}.`);
    at = from + ((length + 7) & ~7);
  }
}

function readStamps(floats: Float64Array, at: number): StartStamps {
  return {
    dueMs: floats[at] ?? NaN,
    slotGrantedMs: floats[at + 1] ?? NaN,
    startedMs: floats[at + 2] ?? NaN,
    connectedMs: floats[at + 3] ?? NaN,
    sentMs: floats[at + 4] ?? NaN,
  };
}
