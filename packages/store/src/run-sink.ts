import { AppError } from "@tfbench/contracts";
import type { EngineRecord } from "@tfbench/contracts";
import type { Database } from "./database.ts";
import { createRunPartitions } from "./run-partitions.ts";
import { retryTransient } from "./retry-transient.ts";
import { SinkBuffer } from "./sink-buffer.ts";
import { gatherChunk } from "./sink-chunk.ts";
import { writeChunk } from "./write-chunk.ts";
import type { OnFinished } from "./write-chunk.ts";

export type RunSinkConfig = {
  onFinished: OnFinished;
  /** Called once, when the sink gives up: what it holds is lost and every later flush fails. */
  onFailure?: (failure: AppError) => void;
  /** How long records may wait for company; 50 when left out. */
  flush_interval_ms?: number;
  /** Bytes of records held at most, about; 64 MiB when left out. One more fails the sink. */
  max_buffered_bytes?: number;
  /** How long an unreachable database is tried again; 30,000 when left out. */
  retry_for_ms?: number;
};

/** Writes what the engine emits, in chunks across all batches, away from the measured path. */
export type RunSink = {
  /** Takes records at once and writes them soon. Records of one run come in order. */
  write(records: readonly EngineRecord[]): void;
  /** Resolves when everything written before is committed; rejects when the sink has failed. */
  flush(): Promise<void>;
  close(): Promise<void>;
  /** Records not yet committed. */
  readonly buffered: number;
  readonly failure: AppError | null;
};

const FLUSH_INTERVAL_MS = 50;
const MAX_BUFFERED_BYTES = 64 * 1024 * 1024;
const RETRY_FOR_MS = 30_000;

export function openRunSink(db: Database, config: RunSinkConfig): RunSink {
  const maxBytes = config.max_buffered_bytes ?? MAX_BUFFERED_BYTES;
  const buffer = new SinkBuffer();
  const writeFirst = chunkWriter(db, buffer, config.onFinished);
  let failure: AppError | null = null;
  let timer: NodeJS.Timeout | null = null;
  let draining: Promise<void> | null = null;

  const fail = (message: string, cause?: unknown): void => {
    if (failure !== null) return;
    failure = new AppError("internal", message, { cause });
    buffer.clear();
    config.onFailure?.(failure);
  };
  /** Writes what waits now; what comes meanwhile waits for company again. */
  const drain = async (): Promise<void> => {
    const goal = buffer.added;
    while (buffer.removed < goal && failure === null) {
      try {
        await retryTransient(writeFirst, config.retry_for_ms ?? RETRY_FOR_MS);
      } catch (cause) {
        fail("Results could not be written to the database.", cause);
      }
    }
  };
  const startDrain = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (draining !== null) return draining;
    draining = drain().finally(() => {
      draining = null;
      schedule();
    });
    return draining;
  };
  const schedule = (): void => {
    if (timer !== null || draining !== null || buffer.length === 0) return;
    timer = setTimeout(() => void startDrain(), config.flush_interval_ms ?? FLUSH_INTERVAL_MS);
  };
  const flush = async (): Promise<void> => {
    const goal = buffer.added;
    while (buffer.removed < goal && failure === null) await startDrain();
    if (failure !== null) throw failure;
  };

  return {
    get buffered() {
      return buffer.length;
    },
    get failure() {
      return failure;
    },
    write(records) {
      if (failure !== null) return;
      buffer.add(records);
      if (buffer.bytes <= maxBytes) return schedule();
      fail(`The database does not keep up: over ${maxBytes} bytes of results were waiting for it.`);
    },
    flush,
    close: flush,
  };
}

/** Writes the oldest records in one transaction and takes them out of the buffer. */
function chunkWriter(db: Database, buffer: SinkBuffer, onFinished: OnFinished): () => Promise<void> {
  const partitions = createRunPartitions(db);
  const batchOfRun = new Map<number, number>();
  return async () => {
    const records = buffer.firstChunk();
    await partitions.ensure(records.reduce((highest, { run_id }) => Math.max(highest, run_id), 0));
    await writeChunk(db, gatherChunk(records), { onFinished, batchOfRun });
    buffer.removeFirst(records.length);
  };
}
