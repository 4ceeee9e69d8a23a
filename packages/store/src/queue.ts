import type { JobName, JobPayloads } from "@tfbench/contracts";
import { PgBoss } from "pg-boss";
import type { Database } from "./database.ts";
import { queueOptions } from "./queue-schema.ts";
import type { Sql } from "./sql.ts";

/**
 * Decides when a batch starts, never when a run does. Jobs carry ids, are delivered once as a rule and twice at
 * worst, and are never tried again: what gets lost is sent anew by the sweeper.
 */
export type Queue = {
  /** Adds jobs in the caller's transaction, with one statement however many they are. */
  send<N extends JobName>(sql: Sql, name: N, payloads: readonly JobPayloads[N][]): Promise<void>;
  /** Delivers jobs to `handler`, up to 100 at once; they are done when it resolves, so it should only take note of them. */
  work<N extends JobName>(name: N, handler: (payloads: JobPayloads[N][]) => Promise<void>): Promise<void>;
  /** Makes the workers of this process look for jobs now. */
  wake(): void;
  /** Delivers no more; resolves when the last handler has ended. */
  stopWork(): Promise<void>;
  stop(): Promise<void>;
};

export type QueueConfig = { onError: (cause: unknown) => void };

/** The floor under the notices that wake workers: a job whose notice was lost waits this long. */
const POLL_SECONDS = 0.5;
const JOBS_AT_ONCE = 100;
/** Wakes closer together than this share one look, so that a burst of triggers costs few statements. */
const WAKE_SPACING_MS = 15;
const SUPERVISE_SECONDS = 60;
const DELETE_OLD_JOBS_SECONDS = 300;
const STOP_TIMEOUT_MS = 10_000;

/** Opens the queue of a migrated database. */
export async function openQueue(db: Database, config: QueueConfig): Promise<Queue> {
  const boss = new PgBoss({
    ...queueOptions(db.pool, db.kind),
    migrate: false,
    createSchema: false,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    maintenanceIntervalSeconds: DELETE_OLD_JOBS_SECONDS,
    reindex: false,
    monitorVacuum: false,
  });
  boss.on("error", config.onError);
  await boss.start();
  const workers = new Map<string, JobName>();
  const wake = spaced(WAKE_SPACING_MS, () => {
    for (const id of workers.keys()) boss.notifyWorker(id);
  });
  const unsubscribe = db.live.onJobs(wake);

  const stopWork = async (): Promise<void> => {
    const stopping = [...workers];
    workers.clear();
    await Promise.all(stopping.map(([id, name]) => boss.offWork(name, { id, wait: true })));
  };
  return {
    async send(sql, name, payloads) {
      if (payloads.length === 0) return;
      const connection = {
        executeSql: async (text: string, values: unknown[] = []) => ({ rows: await sql.query(text, values) }),
      };
      await boss.insert(
        name,
        payloads.map((data) => ({ data })),
        { db: connection },
      );
      await db.live.announceJobs(sql, name);
    },
    async work<N extends JobName>(name: N, handler: (payloads: JobPayloads[N][]) => Promise<void>) {
      const options = { batchSize: JOBS_AT_ONCE, pollingIntervalSeconds: POLL_SECONDS, burstWhenBatchFull: true };
      const id = await boss.work<JobPayloads[N]>(name, options, async (jobs) => {
        try {
          await handler(jobs.map(({ data }) => data));
        } catch (cause) {
          // pg-boss only notes it in the job's row.
          config.onError(cause);
          throw cause;
        }
      });
      workers.set(id, name);
    },
    wake,
    stopWork,
    async stop() {
      unsubscribe();
      await stopWork();
      await boss.stop({ close: false, graceful: true, timeout: STOP_TIMEOUT_MS });
    },
  };
}

/** Calls `work` at once, or `spacingMs` after its last call when that was shorter ago; calls in between are one. */
function spaced(spacingMs: number, work: () => void): () => void {
  let lastMs = -Infinity;
  let timer: NodeJS.Timeout | null = null;
  return () => {
    if (timer !== null) return;
    timer = setTimeout(
      () => {
        timer = null;
        lastMs = performance.now();
        work();
      },
      Math.max(0, lastMs + spacingMs - performance.now()),
    );
    timer.unref();
  };
}
