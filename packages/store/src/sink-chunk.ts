import type { EngineRecord, RunEvent } from "@tfbench/contracts";
import type { FinishedRecord } from "./finished-columns.ts";

/** What is known of a run that has not ended: the latest of each. */
export type RunProgress = { due_at: string | null; started_at: string | null; tinyfish_run_id: string | null };

/** Records of many runs as one transaction writes them. */
export type SinkChunk = {
  progress: Map<number, RunProgress>;
  events: { run_id: number; event: RunEvent }[];
  finished: Map<number, FinishedRecord>;
};

/** Puts records of one kind together. A run that ends in the chunk takes its progress along, so its row is written once. */
export function gatherChunk(records: readonly EngineRecord[]): SinkChunk {
  const chunk: SinkChunk = { progress: new Map(), events: [], finished: new Map() };
  for (const record of records) {
    switch (record.kind) {
      case "started":
        Object.assign(progressOf(chunk, record.run_id), { due_at: record.due_at, started_at: record.started_at });
        break;
      case "identified":
        progressOf(chunk, record.run_id).tinyfish_run_id = record.tinyfish_run_id;
        break;
      case "events":
        for (const event of record.events) chunk.events.push({ run_id: record.run_id, event });
        break;
      case "finished":
        if (!chunk.finished.has(record.run_id))
          chunk.finished.set(record.run_id, absorb(record, chunk.progress.get(record.run_id)));
        chunk.progress.delete(record.run_id);
        break;
    }
  }
  return chunk;
}

function progressOf(chunk: SinkChunk, runId: number): RunProgress {
  const known = chunk.progress.get(runId);
  if (known !== undefined) return known;
  const fresh = { due_at: null, started_at: null, tinyfish_run_id: null };
  chunk.progress.set(runId, fresh);
  return fresh;
}

function absorb(record: FinishedRecord, progress: RunProgress | undefined): FinishedRecord {
  if (progress === undefined) return record;
  return {
    ...record,
    started_at: record.started_at ?? progress.started_at,
    result: { ...record.result, tinyfish_run_id: record.result.tinyfish_run_id ?? progress.tinyfish_run_id },
  };
}
