import { mkdir, open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { monotonicNowMs } from "./monotonic-now-ms.ts";
import type { TruthRecord, WriteRecord } from "./truth-record.ts";

const FLUSH_INTERVAL_MS = 250;
const LINES_PER_APPEND = 2000;
/** Beyond this many unwritten records new ones are dropped and counted: a full disk must not eat the memory. */
const MAX_PENDING = 1_000_000;

export interface TruthLog {
  /** False when nobody keeps records; callers then need not build them. */
  readonly isOn: boolean;
  add(record: TruthRecord): void;
  /** The newest records, oldest first. */
  records(): readonly TruthRecord[];
  /** What was written in answer to the request that created the run. */
  writesOf(runId: string): WriteRecord[];
  /** Resolves when everything added so far is in the file; rejects when the file could not be written. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface TruthLogOptions {
  path: string | null;
  memoryRecords: number;
}

/** Records are only pushed to arrays here; turning them into text and writing it happens on a timer. */
export async function openTruthLog({ path, memoryRecords }: TruthLogOptions): Promise<TruthLog> {
  const file = path === null ? null : await openForAppend(path);
  const kept: TruthRecord[] = [];
  let pending: TruthRecord[] = [];
  let dropped = 0;
  let writing: Promise<void> = Promise.resolve();
  const timer = file ? setInterval(() => void flush().catch(() => timer?.close()), FLUSH_INTERVAL_MS).unref() : null;

  function add(record: TruthRecord): void {
    if (memoryRecords > 0) {
      kept.push(record);
      if (kept.length > memoryRecords * 1.25) kept.splice(0, kept.length - memoryRecords);
    }
    if (!file) return;
    if (pending.length < MAX_PENDING) pending.push(record);
    else dropped += 1;
  }

  function flush(): Promise<void> {
    if (file) writing = writing.then(() => appendPending(file));
    return writing;
  }

  async function appendPending(target: FileHandle): Promise<void> {
    if (dropped > 0) pending.push({ record: "records_dropped", count: dropped, at_ms: monotonicNowMs() });
    dropped = 0;
    const batch = pending;
    pending = [];
    for (let start = 0; start < batch.length; start += LINES_PER_APPEND) {
      const lines = batch.slice(start, start + LINES_PER_APPEND).map((record) => JSON.stringify(record));
      await target.appendFile(`${lines.join("\n")}\n`);
    }
  }

  return {
    isOn: file !== null || memoryRecords > 0,
    add,
    records: () => kept.slice(-memoryRecords),
    writesOf: (runId) =>
      kept.flatMap((record) => (record.record === "write" && record.run_id === runId ? [record] : [])),
    flush,
    async close() {
      if (timer) clearInterval(timer);
      await flush().finally(() => file?.close());
    },
  };
}

async function openForAppend(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true });
  return open(path, "a");
}
