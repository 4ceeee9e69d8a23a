/** What an event was, as a chunk log keeps it. Logs hold the position in this list, so new kinds go to its end. */
export const CHUNK_KINDS = [
  "event", // anything that none of the others names
  "delta", // a message of the generation without content
  "answer",
  "reasoning",
  "tool_call",
  "action",
  "heartbeat",
  "malformed",
  "terminal", // the last word
] as const;
export type ChunkKind = (typeof CHUNK_KINDS)[number];

const CONTENT: readonly ChunkKind[] = ["answer", "reasoning", "tool_call", "action"];

export const chunkKindCode = (kind: ChunkKind): number => CHUNK_KINDS.indexOf(kind);
export const isContentCode: readonly boolean[] = CHUNK_KINDS.map((kind) => CONTENT.includes(kind));
