import { findText } from "./find-text.ts";
import type { Frame } from "./read-frame.ts";
import type { JsonPath } from "../provider-adapter.ts";

const QUOTE = 34;
const BACKSLASH = 92;
/** Streams whose events differ in more than their text would learn a skeleton for each event and never use it. */
const TRIES = 8;
const RETRY_EVERY = 32;

/**
 * The event read last, but for its text. Most deltas of a stream differ in nothing else, and comparing bytes is several
 * times faster than reading JSON. It is exact: the text has to end at a quote without any escape or control character
 * before it, so JSON.parse would find the same string at the same place, and everything around it is equal byte for byte.
 */
export class Skeleton {
  /** Of the frame that `match` has found. */
  textFrom = 0;
  textTo = 0;
  /** Bytes of the event's data without its text. */
  dataBytes = 0;
  #before = new Uint8Array(0);
  #after = new Uint8Array(0);
  #isKnown = false;
  #wasUsed = false;
  #unused = 0;

  forget(): void {
    this.#isKnown = false;
  }

  /** `data` is the event's JSON, a part of the frame. */
  learn(frame: Frame, data: Uint8Array, path: JsonPath): void {
    this.#unused = this.#wasUsed ? 0 : this.#unused + 1;
    this.#isKnown = false;
    if (this.#unused > TRIES && this.#unused % RETRY_EVERY !== 0) return;
    const span = findText(data, path);
    if (span === null || span.to === span.from) return;
    const start = frame.bytes.byteOffset + frame.from;
    const before = data.byteOffset + span.from - start;
    const after = data.byteOffset + span.to - start;
    this.#before = Uint8Array.prototype.slice.call(frame.bytes, frame.from, frame.from + before);
    this.#after = Uint8Array.prototype.slice.call(frame.bytes, frame.from + after, frame.to);
    this.dataBytes = data.length - (span.to - span.from);
    this.#isKnown = true;
    this.#wasUsed = false;
  }

  /** Where the frame that begins at `from` ends, when it is the one learned with another text; else -1. */
  match(bytes: Uint8Array, from: number, to: number): number {
    const before = this.#before;
    const after = this.#after;
    let at = from + before.length;
    if (!this.#isKnown || at + after.length >= to) return -1;
    // The end of what precedes the text differs more often than its beginning.
    for (let index = before.length - 1; index >= 0; index -= 1) if (bytes[from + index] !== before[index]) return -1;
    const textFrom = at;
    for (; at < to; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE) break;
      if (byte === BACKSLASH || byte < 32) return -1;
    }
    const end = at + after.length;
    if (at === textFrom || end > to) return -1;
    for (let index = 0; index < after.length; index += 1) if (bytes[at + index] !== after[index]) return -1;
    this.textFrom = textFrom;
    this.textTo = at;
    this.#wasUsed = true;
    return end;
  }
}
