/** Writes what ByteReader reads, into a buffer of a size known beforehand. */
export class ByteWriter {
  #position = 0;
  readonly #bytes: Uint8Array<ArrayBuffer>;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  byte(value: number): void {
    this.#bytes[this.#position] = value;
    this.#position += 1;
  }

  varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) + 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  double(value: number): void {
    new DataView(this.#bytes.buffer).setFloat64(this.#position, value, true);
    this.#position += 8;
  }

  /** A copy of what was written. */
  take(): Uint8Array {
    return this.#bytes.slice(0, this.#position);
  }
}
