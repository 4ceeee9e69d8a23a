import type { Page, RunEvent } from "@tfbench/contracts";
import { CHUNK_KINDS, decodeChunkLog } from "@tfbench/stats";
import type { ChunkLog } from "@tfbench/stats";
import { runs } from "@tfbench/store";
import type { Context } from "../context.ts";
import { notFound } from "../not-found.ts";

export type ListRunEventsInput = {
  run_id: number;
  /** The last event already known; -1 for all. */
  after_seq: number;
  limit: number;
};

/** A page of large events ends early once it holds this much. */
const PAGE_BYTES = 4_000_000;

/** Events in order; `next_cursor` is the `after_seq` of the next page. */
export async function listRunEvents(
  ctx: Context,
  { run_id, after_seq, limit }: ListRunEventsInput,
): Promise<Page<RunEvent>> {
  const chunks = await runs.findChunks(ctx.db, { project_id: ctx.project_id, id: run_id });
  if (chunks === null) throw notFound("Run", run_id);
  if (chunks.chunk_log !== null) return pageOfChunks(decodeChunkLog(chunks.chunk_log), { ...chunks, after_seq, limit });
  const { events, has_more } = await runs.listEvents(ctx.db, { run_id, after_seq, limit, max_bytes: PAGE_BYTES });
  const last = events.at(-1);
  return { data: events, next_cursor: has_more && last !== undefined ? String(last.seq) : null };
}

type ChunkPage = { started_offset_ms: number | null; after_seq: number; limit: number };

/** The events of a stream of text: what they said is not kept, only when they came, how large they were and what kind. */
function pageOfChunks(log: ChunkLog, { started_offset_ms, after_seq, limit }: ChunkPage): Page<RunEvent> {
  const first = after_seq + 1;
  const end = Math.min(log.length, first + limit);
  const data = Array.from({ length: Math.max(0, end - first) }, (_, at): RunEvent => {
    const seq = first + at;
    return {
      seq,
      offset_ms: log.offsetUs(seq) / 1_000 - (started_offset_ms ?? 0),
      kind: CHUNK_KINDS[log.kindCode(seq)] ?? "event",
      bytes: log.bytes(seq),
      data: "",
    };
  });
  return { data, next_cursor: end < log.length && end > first ? String(end - 1) : null };
}
