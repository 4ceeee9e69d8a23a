import { ByteReader } from "../byte-reader.ts";
import { CHUNK_KINDS } from "./chunk-kind.ts";
import { ChunkLog } from "./chunk-log.ts";
import { CHUNK_LOG_VERSION, OTHER, SAME } from "./encode-chunk-log.ts";

const MAX_BYTES = 2 ** 32 - 1;
const MAX_TOKENS = 2 ** 31 - 1;
const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);

/** Throws where the bytes are no chunk log of a version that is known here. */
export function decodeChunkLog(encoded: Uint8Array): ChunkLog {
  try {
    return decode(encoded);
  } catch (cause) {
    throw new Error(`A chunk log cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`, {
      cause,
    });
  }
}

function decode(encoded: Uint8Array): ChunkLog {
  const reader = new ByteReader();
  reader.open(encoded);
  const version = reader.byte();
  if (version !== CHUNK_LOG_VERSION) throw new Error(`its version ${version} is not known`);
  const length = reader.varint();
  const log = new ChunkLog();
  let offset = 0;
  let gap = 0;
  let kind = 0;
  let bytes = 0;
  let tokens: number | null = null;
  for (let index = 0; index < length; index += 1) {
    gap += unzigzag(reader.varint());
    offset += gap;
    if (!Number.isSafeInteger(offset)) throw new Error("an offset in it is impossible");
    const first = reader.byte();
    if (first < OTHER) bytes += first - SAME;
    else {
      kind = first - OTHER;
      bytes = reader.varint();
      const known = reader.varint();
      tokens = known === 0 ? null : known - 1;
    }
    const isPossible = kind < CHUNK_KINDS.length && bytes >= 0 && bytes <= MAX_BYTES && (tokens ?? 0) <= MAX_TOKENS;
    if (!isPossible) throw new Error("a chunk in it is impossible");
    log.add(offset, kind, { bytes, tokens });
  }
  if (!reader.isAtEnd) throw new Error("it goes on after its end");
  return log;
}
