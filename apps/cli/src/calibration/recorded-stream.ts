import { CHUNK_KINDS, decodeChunkLog } from "@tfbench/stats";
import type { ChunkLog } from "@tfbench/stats";
import type { RecordedRun } from "../record-file/read-record-file.ts";

/** One run of a record file as it can be played again. Its log stays encoded until then: there may be many. */
export type RecordedStream = { dueMs: number; sentMs: number; endMs: number; chunks: number; chunkLog: string };

/** Null for a run that gave no content, so that there is nothing to play. */
export function recordedStream({ stamps, content_chunks, chunk_log }: RecordedRun): RecordedStream | null {
  const { due, sent, last_content } = stamps;
  if (sent === null || last_content === null || content_chunks === null || chunk_log === null) return null;
  return { dueMs: due, sentMs: sent, endMs: last_content, chunks: content_chunks, chunkLog: chunk_log };
}

const CONTENT = CHUNK_KINDS.map((kind) => kind === "answer" || kind === "reasoning" || kind === "tool_call");

/** When each content chunk of a log came, in milliseconds from the batch's origin. */
export function contentOffsetsMs(log: ChunkLog): number[] {
  const offsets: number[] = [];
  for (let index = 0; index < log.length; index += 1) {
    if (CONTENT[log.kindCode(index)] === true) offsets.push(log.offsetUs(index) / 1000);
  }
  return offsets;
}

/** When each content chunk came after the request was sent, to the microsecond as the log has it. */
export const chunkOffsetsMs = ({ chunkLog, sentMs }: RecordedStream): number[] =>
  contentOffsetsMs(decodeChunkLog(Buffer.from(chunkLog, "base64"))).map((offsetMs) =>
    Math.max(0, Math.round((offsetMs - sentMs) * 1000) / 1000),
  );
