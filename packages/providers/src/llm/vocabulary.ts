import { O200K_TOKEN_SPLIT_REGEX } from "gpt-tokenizer/encodingParams/constants";

/** More than twice the tokens of any vocabulary packed here: a look-up seldom meets another token's place. */
const PLACES = 2 ** 19;
const COUNT_BYTES = 4;
const NO_TOKEN = 0xffffffff;
/** Texts are split in parts of this size: on one of megabytes without a space the pattern runs out of stack. */
const PART_CHARS = 64 * 1024;
/** Merging takes the square of a piece's length, and a flood may be one word: longer ones are counted part by part. */
const PIECE_CHARS = 256;
const PIECE_BYTES = 3 * PIECE_CHARS;

/**
 * Counts the tokens of texts by a vocabulary packed by `packVocabulary`. All of it lies in three arrays of numbers: as
 * 200,000 strings in a map the same vocabulary takes 40 MB and a fifth of a second.
 */
export class Vocabulary {
  readonly #bytes: Uint8Array;
  /** Where each token ends in `#bytes`. */
  readonly #ends: Uint32Array;
  /** Ranks plus one, each at its hash or at the next free place behind it. */
  readonly #places = new Uint32Array(PLACES);
  readonly #encoder = new TextEncoder();
  readonly #piece = new Uint8Array(PIECE_BYTES);
  readonly #starts = new Uint16Array(PIECE_BYTES + 1);
  readonly #ranks = new Uint32Array(PIECE_BYTES + 1);

  constructor(packed: Uint8Array) {
    const count = new DataView(packed.buffer, packed.byteOffset).getUint32(0, true);
    const lengths = packed.subarray(COUNT_BYTES, COUNT_BYTES + count);
    this.#bytes = packed.subarray(COUNT_BYTES + count);
    this.#ends = new Uint32Array(count);
    let end = 0;
    for (const [rank, length] of lengths.entries()) {
      end += length;
      this.#ends[rank] = end;
      if (length > 0) this.#place(rank, end - length, end);
    }
  }

  count(text: string): number {
    let tokens = 0;
    for (let from = 0; from < text.length; from += PART_CHARS)
      for (const [piece] of text.slice(from, from + PART_CHARS).matchAll(O200K_TOKEN_SPLIT_REGEX))
        tokens += this.#countPiece(piece);
    return tokens;
  }

  #countPiece(piece: string): number {
    let tokens = 0;
    for (let from = 0; from < piece.length; from += PIECE_CHARS) {
      const part = piece.length <= PIECE_CHARS ? piece : piece.slice(from, from + PIECE_CHARS);
      const { written } = this.#encoder.encodeInto(part, this.#piece);
      tokens += this.#rank(this.#piece, 0, written) === NO_TOKEN ? this.#countMerged(written) : 1;
    }
    return tokens;
  }

  /** Byte-pair encoding: of all neighbours that are a token together, those of the lowest rank are joined first. */
  #countMerged(length: number): number {
    const [starts, ranks] = [this.#starts, this.#ranks];
    let parts = length;
    for (let at = 0; at <= length; at += 1) starts[at] = at;
    const rankOfPair = (at: number): number =>
      at + 2 > parts ? NO_TOKEN : this.#rank(this.#piece, starts[at] ?? 0, starts[at + 2] ?? 0);
    for (let at = 0; at < parts; at += 1) ranks[at] = rankOfPair(at);
    for (;;) {
      let lowest = NO_TOKEN;
      let found = -1;
      for (let at = 0; at < parts - 1; at += 1) {
        const rank = ranks[at] ?? NO_TOKEN;
        if (rank >= lowest) continue;
        lowest = rank;
        found = at;
      }
      if (found < 0) return parts;
      starts.copyWithin(found + 1, found + 2, parts + 1);
      ranks.copyWithin(found + 1, found + 2, parts);
      parts -= 1;
      ranks[found] = rankOfPair(found);
      if (found > 0) ranks[found - 1] = rankOfPair(found - 1);
    }
  }

  #place(rank: number, from: number, to: number): void {
    let place = placeOf(this.#bytes, from, to);
    while (this.#places[place] !== 0) place = (place + 1) % PLACES;
    this.#places[place] = rank + 1;
  }

  /** Of the token that is bytes[from..to). */
  #rank(bytes: Uint8Array, from: number, to: number): number {
    for (let place = placeOf(bytes, from, to); ; place = (place + 1) % PLACES) {
      const rank = (this.#places[place] ?? 0) - 1;
      if (rank < 0) return NO_TOKEN;
      if (this.#isToken(rank, bytes, { from, to })) return rank;
    }
  }

  #isToken(rank: number, bytes: Uint8Array, { from, to }: { from: number; to: number }): boolean {
    const start = rank === 0 ? 0 : (this.#ends[rank - 1] ?? 0);
    if ((this.#ends[rank] ?? 0) - start !== to - from) return false;
    for (let at = from; at < to; at += 1) if (bytes[at] !== this.#bytes[start + at - from]) return false;
    return true;
  }
}

/** FNV-1a. */
function placeOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 15)) & (PLACES - 1);
}
