import { chunkKindCode, type ChunkKind } from "./chunk-kind.ts";

/** One event of a stream: when its last byte arrived, in whole microseconds from the batch's origin, and what it was. */
export type Chunk = { offset_us: number; bytes: number; kind: ChunkKind; tokens: number | null };

const FIRST_CAPACITY = 64;
const UNKNOWN = -1;

/** The events of one run in the order they came, in columns: a list of objects would cost more than reading them. */
export class ChunkLog {
  length = 0;
  #offsetsUs = new Float64Array(FIRST_CAPACITY);
  #bytes = new Uint32Array(FIRST_CAPACITY);
  #kinds = new Uint8Array(FIRST_CAPACITY);
  #tokens = new Int32Array(FIRST_CAPACITY);

  static of(chunks: readonly Chunk[]): ChunkLog {
    const log = new ChunkLog();
    for (const { offset_us, bytes, kind, tokens } of chunks) log.add(offset_us, chunkKindCode(kind), { bytes, tokens });
    return log;
  }

  add(offsetUs: number, kindCode: number, { bytes, tokens }: { bytes: number; tokens: number | null }): void {
    this.append(offsetUs, kindCode, bytes);
    this.#tokens[this.length - 1] = tokens ?? UNKNOWN;
  }

  /** An event whose tokens are not known. */
  append(offsetUs: number, kindCode: number, bytes: number): void {
    const index = this.length;
    if (index === this.#kinds.length) this.#grow();
    this.#offsetsUs[index] = offsetUs;
    this.#kinds[index] = kindCode;
    this.#bytes[index] = bytes;
    this.#tokens[index] = UNKNOWN;
    this.length = index + 1;
  }

  /** NaN beyond the end, as the column has nothing there. */
  offsetUs(index: number): number {
    return this.#offsetsUs[index] ?? NaN;
  }

  kindCode(index: number): number {
    return this.#kinds[index] ?? 0;
  }

  bytes(index: number): number {
    return this.#bytes[index] ?? 0;
  }

  tokens(index: number): number | null {
    const tokens = this.#tokens[index] ?? UNKNOWN;
    return tokens === UNKNOWN ? null : tokens;
  }

  #grow(): void {
    const capacity = 2 * this.#kinds.length;
    const grown = <T extends Float64Array | Uint32Array | Uint8Array | Int32Array>(larger: T, old: T): T => {
      larger.set(old);
      return larger;
    };
    this.#offsetsUs = grown(new Float64Array(capacity), this.#offsetsUs);
    this.#bytes = grown(new Uint32Array(capacity), this.#bytes);
    this.#kinds = grown(new Uint8Array(capacity), this.#kinds);
    this.#tokens = grown(new Int32Array(capacity), this.#tokens);
  }
}
