import { AppError } from "@tfbench/contracts";
import type { EngineRecord } from "@tfbench/contracts";
import pg from "pg";
import { setTimeout as delay } from "node:timers/promises";
import type { Database } from "./database.ts";
import { createRunPartitions } from "./run-partitions.ts";
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

const EVENTS_PER_CHUNK = 2_000;
const BYTES_PER_CHUNK = 4 * 1024 * 1024;
const RECORDS_PER_CHUNK = 1_000;
/** What a record weighs beyond its events' and result's text. */
const RECORD_BYTES = 500;
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 1_000;

export function openRunSink(db: Database, config: RunSinkConfig): RunSink {
  const { flush_interval_ms = 50, max_buffered_bytes = 64 * 1024 * 1024, retry_for_ms = 30_000 } = config;
  const partitions = createRunPartitions(db);
  const batchOfRun = new Map<number, number>();
  const waiting: { record: EngineRecord; bytes: number }[] = [];
  let bufferedBytes = 0;
  let accepted = 0;
  let committed = 0;
  let failure: AppError | null = null;
  let timer: NodeJS.Timeout | null = null;
  let draining: Promise<void> | null = null;

  const fail = (error: AppError): void => {
    if (failure !== null) return;
    failure = error;
    waiting.length = 0;
    bufferedBytes = 0;
    config.onFailure?.(error);
  };
  const writeFirst = async (): Promise<void> => {
    const count = chunkLength(waiting);
    const records = waiting.slice(0, count).map(({ record }) => record);
    await partitions.ensure(records.reduce((highest, { run_id }) => Math.max(highest, run_id), 0));
    await writeChunk(db, gatherChunk(records), { onFinished: config.onFinished, batchOfRun });
    for (const { bytes } of waiting.splice(0, count)) bufferedBytes -= bytes;
    committed += count;
  };
  /** Writes what waits now; what comes meanwhile waits for company again. */
  const drain = async (): Promise<void> => {
    const goal = accepted;
    while (committed < goal && failure === null) {
      try {
        await retrying(writeFirst, retry_for_ms, () => failure !== null);
      } catch (cause) {
        fail(new AppError("internal", "Results could not be written to the database.", { cause }));
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
    if (timer === null && draining === null && waiting.length > 0) timer = setTimeout(() => void startDrain(), flush_interval_ms);
  };
  const flush = async (): Promise<void> => {
    const goal = accepted;
    while (committed < goal && failure === null) await startDrain();
    if (failure !== null) throw failure;
  };

  return {
    get buffered() {
      return waiting.length;
    },
    get failure() {
      return failure;
    },
    write(records) {
      if (failure !== null) return;
      for (const record of records) {
        const bytes = weigh(record);
        waiting.push({ record, bytes });
        bufferedBytes += bytes;
      }
      accepted += records.length;
      if (bufferedBytes <= max_buffered_bytes) return schedule();
      fail(new AppError("internal", `The database does not keep up: over ${max_buffered_bytes} bytes of results were waiting for it.`));
    },
    flush,
    close: flush,
  };
}

function chunkLength(waiting: readonly { record: EngineRecord; bytes: number }[]): number {
  let events = 0;
  let chunkBytes = 0;
  let count = 0;
  for (const { record, bytes } of waiting) {
    events += record.kind === "events" ? record.events.length : 0;
    chunkBytes += bytes;
    if (count > 0 && (events > EVENTS_PER_CHUNK || chunkBytes > BYTES_PER_CHUNK || count >= RECORDS_PER_CHUNK)) break;
    count += 1;
  }
  return count;
}

function weigh(record: EngineRecord): number {
  if (record.kind === "events") return record.events.reduce((bytes, event) => bytes + 100 + event.data.length * 2, RECORD_BYTES);
  if (record.kind !== "finished") return RECORD_BYTES;
  const { response_json, provider_run } = record.result;
  return RECORD_BYTES + 2 * (JSON.stringify(response_json).length + JSON.stringify(provider_run).length);
}

/** Tries again while the database cannot be reached or undid the transaction for another's sake; its refusals are final. */
async function retrying(work: () => Promise<void>, forMs: number, isOver: () => boolean): Promise<void> {
  const startMs = performance.now();
  for (let delayMs = FIRST_RETRY_MS; ; delayMs = Math.min(delayMs * 2, LAST_RETRY_MS)) {
    try {
      return await work();
    } catch (cause) {
      if (isOver() || !isTransient(cause) || performance.now() - startMs > forMs) throw cause;
      await delay(delayMs);
    }
  }
}

/** SQLSTATE classes 08 (connection), 40 (deadlock), 53 (resources), 57 (shutdown); errors without one come from the socket. */
function isTransient(cause: unknown): boolean {
  if (cause instanceof pg.DatabaseError) return /^(08|40|53|57)/.test(cause.code ?? "");
  return cause instanceof Error && !(cause instanceof AppError || cause instanceof TypeError || cause instanceof RangeError);
}
