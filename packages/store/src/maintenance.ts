import type { Database } from "./database.ts";
import { createRunPartitions } from "./run-partitions.ts";

export type MaintenanceConfig = { onError: (cause: unknown) => void; /** 15,000 when left out. */ tick_ms?: number };
export type Maintenance = {
  /** Does what is due now; for after a bulk write, whose rows the planner does not know yet. */
  run(): Promise<void>;
  stop(): Promise<void>;
};

const TICK_MS = 15_000;
const HOURLY_MS = 3_600_000;
const PARTITIONS_AHEAD_RUNS = 50_000;
const SMALL_TABLE_BYTES = 65_536;

/** Keeps the database in shape on a timer: what PostgreSQL's own background processes do is missing from the embedded one. */
export function openMaintenance(db: Database, { onError, tick_ms = TICK_MS }: MaintenanceConfig): Maintenance {
  const partitions = createRunPartitions(db);
  let lastHourlyMs = -Infinity;
  let running: Promise<void> | null = null;

  const tick = async (): Promise<void> => {
    await createPartitionsAhead(db, partitions.ensure);
    if (performance.now() - lastHourlyMs >= HOURLY_MS) {
      await deleteOld(db);
      lastHourlyMs = performance.now();
    }
    if (db.kind === "pglite") {
      await vacuumChanged(db);
      await checkpoint(db);
    }
  };
  const run = (): Promise<void> => (running ??= tick().finally(() => (running = null)));
  const timer = setInterval(() => run().catch(onError), tick_ms);
  timer.unref();
  return {
    run,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** So that no trigger ever has to: creating one locks the whole table for a moment. */
async function createPartitionsAhead(db: Database, ensure: (maxRunId: number) => Promise<void>): Promise<void> {
  const [row] = await db.query<{ newest: number }>("SELECT coalesce(max(id), 0) AS newest FROM runs");
  await ensure((row?.newest ?? 0) + PARTITIONS_AHEAD_RUNS);
}

async function deleteOld(db: Database): Promise<void> {
  await db.query("DELETE FROM idempotency_keys WHERE created_at < now() - interval '24 hours'");
  await db.query("DELETE FROM workers WHERE last_seen_at < now() - interval '24 hours'");
}

/**
 * Tables of which a fifth or more has changed since they were last looked at, as autovacuum would choose them, and those
 * that never were: counts of changes are lost when a process ends, and with them what a bulk write had changed. One
 * statement each, so that others come in between.
 */
async function vacuumChanged(db: Database): Promise<void> {
  // Counts of changed rows reach the statistics at most once a second; right after a bulk write they would be missing.
  await db.query("SELECT pg_stat_force_next_flush()");
  const tables = await db.query<{ name: string }>(
    `SELECT quote_ident(schemaname) || '.' || quote_ident(relname) AS name FROM pg_stat_user_tables
     WHERE n_mod_since_analyze > 500 + 0.2 * n_live_tup OR n_dead_tup > 500 + 0.2 * n_live_tup
       OR (pg_relation_size(relid) > ${SMALL_TABLE_BYTES} AND EXISTS (SELECT 1 FROM pg_class c WHERE c.oid = relid AND c.reltuples < 0))`,
  );
  for (const { name } of tables) await db.query(`VACUUM (ANALYZE) ${name}`);
}

/** Without it the write-ahead log grows for ever. */
async function checkpoint(db: Database): Promise<void> {
  const [row] = await db.query<{ written_bytes: number }>(
    "SELECT pg_current_wal_insert_lsn() - redo_lsn AS written_bytes FROM pg_control_checkpoint()",
  );
  if (row !== undefined && row.written_bytes > 1_000_000) await db.query("CHECKPOINT");
}
