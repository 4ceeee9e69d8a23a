import { constants, deflateRawSync } from "node:zlib";

/** A gzip stream whose every piece can be read as soon as it has arrived. */
export interface Compressor {
  add(text: string): Buffer;
  end(): Buffer;
}

const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
const LAST_BLOCK = Buffer.from([3, 0]);
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});

/** Each piece is deflated by itself and flushed; zlib's own stream would hand it to another thread first. */
export function createCompressor(): Compressor {
  let crc = 0xffffffff;
  let size = 0;
  let header: Buffer | null = HEADER;

  return {
    add(text) {
      const bytes = Buffer.from(text);
      for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
      size += bytes.length;
      const piece = deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
      const whole = header ? Buffer.concat([header, piece]) : piece;
      header = null;
      return whole;
    },
    end() {
      const trailer = Buffer.alloc(8);
      trailer.writeUInt32LE((crc ^ 0xffffffff) >>> 0, 0);
      trailer.writeUInt32LE(size >>> 0, 4);
      return Buffer.concat([header ?? Buffer.alloc(0), LAST_BLOCK, trailer]);
    },
  };
}
