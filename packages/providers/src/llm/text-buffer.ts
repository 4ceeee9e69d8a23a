const HIGH_SURROGATE = /[\ud800-\udbff]$/;

/** Text that grows by small pieces, most of which come as bytes. */
export class TextBuffer {
  #bytes = Buffer.alloc(0);
  #length = 0;
  /** Half of a character: some servers cut between the two escapes of one. */
  #half = "";

  get isEmpty(): boolean {
    return this.#length === 0 && this.#half === "";
  }

  add(text: string): void {
    const whole = this.#half + text;
    this.#half = HIGH_SURROGATE.exec(whole)?.[0] ?? "";
    const ready = this.#half === "" ? whole : whole.slice(0, -1);
    this.#reserve(3 * ready.length);
    this.#length += this.#bytes.write(ready, this.#length, "utf8");
  }

  /** As `add`, from UTF-8. What is broken in it shows as U+FFFD by itself, whatever comes behind it. */
  addBytes(bytes: Uint8Array, from: number, to: number): void {
    if (this.#half !== "" || !isAscii(bytes, from, to))
      return this.add(Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("utf8"));
    this.#reserve(to - from);
    const offset = this.#length - from;
    for (let index = from; index < to; index += 1) this.#bytes[offset + index] = bytes[index] ?? 0;
    this.#length += to - from;
  }

  toString(): string {
    return this.#bytes.toString("utf8", 0, this.#length) + (this.#half === "" ? "" : "\ufffd");
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.alloc(Math.max(256, 2 * needed));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

function isAscii(bytes: Uint8Array, from: number, to: number): boolean {
  for (let index = from; index < to; index += 1) if ((bytes[index] ?? 0) >= 0x80) return false;
  return true;
}
