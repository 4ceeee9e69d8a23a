const CR = 13;
const LF = 10;

/**
 * Finds where server-sent events end in bytes cut anywhere. A frame is everything from the first line of an event to the
 * blank line that ends it; one that lies within a single read is not copied. As the specification has it, a carriage
 * return ends a line by itself, and a line feed behind it belongs to it.
 */
export class EventFrames {
  /** The frame that `take` has found; valid until it is called again. */
  bytes: Uint8Array = new Uint8Array(0);
  from = 0;
  to = 0;
  hasFrame = false;
  readonly #maxBytes: number;
  #carry = Buffer.alloc(0);
  #carried = 0;
  #isLineEmpty = true;
  #hasLine = false;
  #mayFeed = false;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Nothing of a next event has come. */
  get isBetween(): boolean {
    return !this.#hasLine && this.#carried === 0 && !this.#mayFeed;
  }

  get isTooLarge(): boolean {
    return this.#carried > this.#maxBytes;
  }

  /** Passes over the line feed that belongs to a carriage return read before. */
  skipLineFeed(bytes: Uint8Array, at: number): number {
    if (!this.#mayFeed) return at;
    this.#mayFeed = false;
    if (bytes[at] !== LF) return at;
    if (this.#hasLine) this.#keep(bytes, at, at + 1);
    return at + 1;
  }

  /** Reads up to the end of the next frame, or all of it; returns how far it got. Bytes must begin where it stopped. */
  take(bytes: Uint8Array, from: number, to: number): number {
    this.hasFrame = false;
    let start = from;
    let at = this.skipLineFeed(bytes, from);
    if (at > start) start = at;
    while (at < to) {
      const byte = bytes[at] ?? 0;
      if (byte !== LF && byte !== CR) {
        this.#isLineEmpty = false;
        this.#hasLine = true;
        at += 1;
        continue;
      }
      at += 1;
      const isEnd = this.#isLineEmpty;
      if (isEnd && this.#hasLine) this.#finish(bytes, start, at);
      this.#isLineEmpty = true;
      if (byte === CR) {
        if (this.hasFrame || at === to) this.#mayFeed = true;
        else if (bytes[at] === LF) at += 1;
      }
      if (this.hasFrame) return at;
      if (isEnd) start = at;
    }
    if (this.#hasLine) this.#keep(bytes, start, to);
    return to;
  }

  /** The stream is over: an event that lacks only its closing blank line is one. */
  takeLast(): void {
    this.hasFrame = false;
    if (!this.#hasLine) return;
    this.#keep(Uint8Array.of(LF, LF), 0, 2);
    this.#finish(this.#carry, 0, 0);
  }

  #finish(bytes: Uint8Array, start: number, end: number): void {
    if (this.#carried > 0) {
      this.#keep(bytes, start, end);
      this.bytes = this.#carry;
      this.from = 0;
      this.to = this.#carried;
    } else {
      this.bytes = bytes;
      this.from = start;
      this.to = end;
    }
    this.hasFrame = true;
    this.#carried = 0;
    this.#hasLine = false;
    this.#isLineEmpty = true;
  }

  #keep(bytes: Uint8Array, from: number, to: number): void {
    const needed = this.#carried + to - from;
    if (needed > this.#carry.length) {
      const larger = Buffer.alloc(Math.max(1_024, 2 * needed));
      this.#carry.copy(larger, 0, 0, this.#carried);
      this.#carry = larger;
    }
    for (let at = from; at < to; at += 1) this.#carry[this.#carried + at - from] = bytes[at] ?? 0;
    this.#carried = needed;
  }
}
