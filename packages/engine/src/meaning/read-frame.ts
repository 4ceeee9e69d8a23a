/** The data of one server-sent event, as bytes; `isWhole`: it is a part of the frame as it lies there. */
export type FrameData = { name: string | null; bytes: Buffer; isWhole: boolean };

const CR = 13;
const LF = 10;
const COLON = 58;
const SPACE = 32;
const BOM = [0xef, 0xbb, 0xbf];

/** Where one event lies, its closing blank line included. */
export type Frame = { bytes: Uint8Array; from: number; to: number };

const equals = (bytes: Uint8Array, from: number, word: string): boolean => {
  for (let index = 0; index < word.length; index += 1) if (bytes[from + index] !== word.charCodeAt(index)) return false;
  return true;
};

/** Behind the byte order mark that a stream may begin with. */
export const skipByteOrderMark = ({ bytes, from, to }: Frame): number =>
  to - from >= BOM.length && BOM.every((byte, index) => bytes[from + index] === byte) ? from + BOM.length : from;

/** Null for a frame without data: comments, ids and names alone are no event. */
export function readFrame({ bytes, from, to }: Frame): FrameData | null {
  let name: string | null = null;
  let data: Buffer | null = null;
  let isWhole = true;
  for (let at = from; at < to;) {
    let end = at;
    let colon = -1;
    for (; end < to; end += 1) {
      const byte = bytes[end];
      if (byte === LF || byte === CR) break;
      if (colon < 0 && byte === COLON) colon = end;
    }
    const nameEnd = colon < 0 ? end : colon;
    let valueFrom = colon < 0 ? end : colon + 1;
    if (valueFrom < end && bytes[valueFrom] === SPACE) valueFrom += 1;
    const nameBytes = nameEnd - at;
    if (nameBytes === 4 && equals(bytes, at, "data")) {
      const line = Buffer.from(bytes.buffer, bytes.byteOffset + valueFrom, end - valueFrom);
      if (data !== null) isWhole = false;
      data = data === null ? line : Buffer.concat([data, Buffer.from("\n"), line]);
    } else if (nameBytes === 5 && equals(bytes, at, "event")) {
      name = Buffer.from(bytes.buffer, bytes.byteOffset + valueFrom, end - valueFrom).toString("utf8");
    }
    at = end + 1;
  }
  return data === null ? null : { name: name === "" ? null : name, bytes: data, isWhole };
}
