/** Longest encoding of a whole number up to 2^53 - 1. */
export const LONGEST_VARINT = 8;

/**
 * Reads little-endian base-128 whole numbers (LEB128) and doubles from bytes that may be corrupt. One reader is reused
 * for many inputs, so that reading thousands of them allocates nothing.
 */
export class ByteReader {
  position = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  readonly #double = new DataView(new ArrayBuffer(8));

  open(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.position = 0;
  }

  get isAtEnd(): boolean {
    return this.position >= this.#bytes.length;
  }

  byte(): number {
    const value = this.#bytes[this.position];
    if (value === undefined) throw new Error("it ends too early");
    this.position += 1;
    return value;
  }

  varint(): number {
    const first = this.byte();
    if (first < 0x80) return first;
    let value = first - 0x80;
    for (let scale = 0x80; ; scale *= 0x80) {
      const byte = this.byte();
      value += (byte % 0x80) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw new Error("a number in it is too large");
      if (byte >= 0x80) continue;
      if (byte === 0) throw new Error("a number in it is padded");
      return value;
    }
  }

  double(): number {
    for (let i = 0; i < 8; i += 1) this.#double.setUint8(i, this.byte());
    return this.#double.getFloat64(0, true);
  }
}
