import { ByteWriter } from "../byte-writer.ts";
import { LONGEST_VARINT } from "../byte-reader.ts";
import type { ChunkLog } from "./chunk-log.ts";

/*
 * The format: a version byte, the number of chunks, then for each chunk
 *   - how much the gap before it differs from the gap before that (zigzag varint, microseconds): steady streams need two
 *     bytes, events of one read one byte;
 *   - one byte: 0-127 when kind and tokens are those of the chunk before and the size differs by -64 to 63, else 128 with
 *     the kind added, followed by the size and the tokens plus one (0: not known) as varints.
 * The first chunk follows an imagined one at the origin.
 */
export const CHUNK_LOG_VERSION = 1;
export const SAME = 64;
export const OTHER = 128;

const MOST_BYTES_A_CHUNK = 3 * LONGEST_VARINT + 1;
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

/** About three bytes a chunk; nothing is lost. Offsets have to be whole microseconds. */
export function encodeChunkLog(log: ChunkLog): Uint8Array {
  const writer = new ByteWriter(1 + LONGEST_VARINT + log.length * MOST_BYTES_A_CHUNK);
  writer.byte(CHUNK_LOG_VERSION);
  writer.varint(log.length);
  let offset = 0;
  let gap = 0;
  for (let index = 0; index < log.length; index += 1) {
    const nextGap = log.offsetUs(index) - offset;
    writer.varint(zigzag(nextGap - gap));
    offset += nextGap;
    gap = nextGap;
    const kind = log.kindCode(index);
    const tokens = log.tokens(index);
    const growth = log.bytes(index) - (index === 0 ? 0 : log.bytes(index - 1));
    const isSame = index > 0 && kind === log.kindCode(index - 1) && tokens === log.tokens(index - 1);
    if (isSame && growth >= -SAME && growth < SAME) writer.byte(growth + SAME);
    else {
      writer.byte(OTHER + kind);
      writer.varint(log.bytes(index));
      writer.varint(tokens === null ? 0 : tokens + 1);
    }
  }
  return writer.take();
}
