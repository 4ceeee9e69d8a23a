import { findSpans, type EventPlaces } from "./find-spans.ts";
import type { Frame } from "./read-frame.ts";

const QUOTE = 34;
const BACKSLASH = 92;
const ZERO = 48;
const NINE = 57;
/** Streams whose events differ in more than their text would learn a skeleton for each event and never use it. */
const TRIES = 8;
const RETRY_EVERY = 32;

const TEXT = 0;
const STRING = 1;
const NUMBER = 2;
type Hole = { from: number; to: number; kind: number };

/**
 * The event read last, but for its text and the values its reader does not read. Most deltas of a stream differ in
 * nothing else, and comparing bytes is several times faster than reading JSON. It is exact: a string has to end at a
 * quote without any escape or control character before it, a number is one of digits alone, so JSON.parse would find the
 * same values at the same places, and everything around them is equal byte for byte.
 */
export class Skeleton {
  /** Of the frame that `match` has found. */
  textFrom = 0;
  textTo = 0;
  /** Bytes of that event's data. */
  dataBytes = 0;
  /** What is equal, piece after piece without what stands in the holes between them. */
  #fixed = new Uint8Array(0);
  /** Where each piece ends in it; a hole follows each but the last. */
  #pieceEnds: number[] = [];
  #holes: number[] = [];
  #bytesBesideData = 0;
  #isKnown = false;
  #wasUsed = false;
  #unused = 0;

  forget(): void {
    this.#isKnown = false;
  }

  /** `data` is the event's JSON, a part of the frame. */
  learn(frame: Frame, data: Uint8Array, places: EventPlaces): void {
    this.#unused = this.#wasUsed ? 0 : this.#unused + 1;
    this.#isKnown = false;
    if (this.#unused > TRIES && this.#unused % RETRY_EVERY !== 0) return;
    const spans = findSpans(data, places);
    if (spans === null || spans.text.to === spans.text.from) return;
    const holes: Hole[] = [{ from: spans.text.from, to: spans.text.to, kind: TEXT }];
    for (const { from, to, isString } of spans.unread) holes.push({ from, to, kind: isString ? STRING : NUMBER });
    if (holes.length > 1) holes.sort((a, b) => a.from - b.from);
    this.#keep(frame, holes, data.byteOffset - frame.bytes.byteOffset);
    this.#bytesBesideData = frame.to - frame.from - data.length;
    this.#isKnown = true;
    this.#wasUsed = false;
  }

  /** Where the frame that begins at `from` ends, when it is the one learned with another text; else -1. */
  match(bytes: Uint8Array, from: number, to: number): number {
    if (!this.#isKnown || to - from < this.#fixed.length) return -1;
    const fixed = this.#fixed;
    const pieceEnds = this.#pieceEnds;
    const holes = this.#holes;
    let at = from;
    let of = 0;
    for (let index = 0; ; index += 1) {
      const pieceEnd = pieceEnds[index] ?? 0;
      if (at + pieceEnd - of > to) return -1;
      for (; of < pieceEnd; of += 1, at += 1) if (bytes[at] !== fixed[of]) return -1;
      if (index === holes.length) break;
      const hole = holes[index];
      const end = hole === NUMBER ? endOfNumber(bytes, at, to) : endOfString(bytes, at, to);
      if (end < 0) return -1;
      if (hole === TEXT) {
        if (end === at) return -1;
        this.textFrom = at;
        this.textTo = end;
      }
      at = end;
    }
    this.dataBytes = at - from - this.#bytesBesideData;
    this.#wasUsed = true;
    return at;
  }

  /** `shift` is where the data begins in the frame's memory. */
  #keep({ bytes, from, to }: Frame, holes: readonly Hole[], shift: number): void {
    const holeBytes = holes.reduce((sum, hole) => sum + hole.to - hole.from, 0);
    const fixed = new Uint8Array(to - from - holeBytes);
    this.#pieceEnds = [];
    this.#holes = [];
    let of = 0;
    let at = from;
    const addPiece = (end: number): void => {
      for (; at < end; at += 1, of += 1) fixed[of] = bytes[at] ?? 0;
      this.#pieceEnds.push(of);
    };
    for (const hole of holes) {
      addPiece(shift + hole.from);
      this.#holes.push(hole.kind);
      at = shift + hole.to;
    }
    addPiece(to);
    this.#fixed = fixed;
  }
}

/** Where its closing quote stands; -1 when it has to be read as JSON, or does not end here. */
function endOfString(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH || byte < 32) return -1;
  }
  return -1;
}

/** Behind its last digit; -1 when there is none, or when JSON has no such number. */
function endOfNumber(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && isDigit(bytes[at] ?? 0)) at += 1;
  const hasLeadingZero = at - from > 1 && bytes[from] === ZERO;
  return at === from || hasLeadingZero ? -1 : at;
}

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;
