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

  /** The same text as UTF-8. What is broken in it shows as U+FFFD by itself, whatever comes behind it. */
  addBytes(utf8: Uint8Array): void {
    if (this.#half !== "" || !isAscii(utf8)) return this.add(Buffer.from(utf8).toString("utf8"));
    this.#reserve(utf8.length);
    for (let index = 0; index < utf8.length; index += 1) this.#bytes[this.#length + index] = utf8[index] ?? 0;
    this.#length += utf8.length;
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

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80) return false;
  return true;
}
