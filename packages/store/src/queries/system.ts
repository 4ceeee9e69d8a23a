import type { System } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";

type DatabaseFacts = { server_version: string; size_bytes: number };

async function selectDatabase(sql: Sql): Promise<DatabaseFacts> {
  const [row] = await sql.query<DatabaseFacts>(
    "SELECT current_setting('server_version') AS server_version, pg_database_size(current_database())::float8 AS size_bytes",
  );
  if (row === undefined) throw new Error("The database does not say its version.");
  return row;
}

/** The tables that grow, partitions counted with the table they belong to. */
async function selectTables(sql: Sql): Promise<System["database"]["tables"]> {
  return sql.query<System["database"]["tables"][number]>(`
SELECT t.relname AS name,
  CASE WHEN bool_or(p.reltuples < 0) AND sum(greatest(p.reltuples, 0)) = 0 THEN NULL ELSE sum(greatest(p.reltuples, 0))::float8 END AS rows_estimate,
  sum(pg_total_relation_size(p.oid))::float8 AS size_bytes
FROM pg_class t
JOIN pg_class p ON p.oid = t.oid OR p.oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = t.oid)
WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p')
  AND t.relname IN ('runs', 'run_events', 'run_chunks', 'batches', 'run_rollups', 'audit_log')
  AND p.relkind = 'r'
GROUP BY t.relname
ORDER BY size_bytes DESC, name`);
}

type StorageFacts = { partitions: number; newest_run: number; size_bytes: number };

async function selectEventStorage(sql: Sql): Promise<StorageFacts> {
  const [row] = await sql.query<StorageFacts>(`
SELECT count(*) FILTER (WHERE i.inhparent = 'run_events'::regclass)::int AS partitions,
  coalesce(sum(pg_total_relation_size(i.inhrelid)), 0)::float8 AS size_bytes,
  (SELECT coalesce(max(id), 0) FROM runs) AS newest_run
FROM pg_inherits i WHERE i.inhparent IN ('run_events'::regclass, 'run_chunks'::regclass)`);
  if (row === undefined) throw new Error("The database does not list its partitions.");
  return row;
}

type WorkerRow = Omit<System["workers"][number], "is_alive">;

/** Every worker that was seen within a day, the latest first. */
async function selectWorkers(sql: Sql): Promise<WorkerRow[]> {
  return sql.query<WorkerRow>(
    "SELECT id, started_at, last_seen_at, running_batches, in_flight_runs FROM workers ORDER BY last_seen_at DESC, id",
  );
}

/** What the system page shows of the database. */
export const system = {
  database: selectDatabase,
  tables: selectTables,
  eventStorage: selectEventStorage,
  workers: selectWorkers,
};
