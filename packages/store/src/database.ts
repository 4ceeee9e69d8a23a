import type { AppError } from "@tfbench/contracts";
import { drizzle } from "drizzle-orm/node-postgres";
import type pg from "pg";
import type { DatabaseConfig } from "./database-config.ts";
import { openLiveBus } from "./open-live-bus.ts";
import { openConnections } from "./open-connections.ts";
import type { Connections } from "./open-connections.ts";
import { MIGRATIONS_FOLDER, assertVersion, latestVersion, loadMigrations, readVersion } from "./migrations.ts";
import * as schema from "./schema.ts";
import { trackCommit } from "./sql.ts";
import type { Drizzle, Sql } from "./sql.ts";
import type { LiveBus } from "./live-bus.ts";

export type Database = Sql & {
  readonly kind: "pglite" | "postgresql";
  /** Commits what `work` wrote, or nothing when it throws. Inside, a statement on the database itself throws. */
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
  readonly live: LiveBus;
  /** The connections themselves, for libraries that bring their own statements. */
  readonly pool: pg.Pool;
  /** Connections in the pool, those idle, and callers waiting for one. */
  stats(): { connections: number; idle: number; waiting: number };
  /** Resolves with the reason when the embedded database dies; never on PostgreSQL. The process cannot go on. */
  readonly failed: Promise<AppError>;
  close(): Promise<void>;
};

/** Opens a migrated database; refuses one whose schema is older or newer than this code. */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const connections = await openConnections(config);
  try {
    assertVersion(await readVersion(connections.pool), latestVersion(loadMigrations(MIGRATIONS_FOLDER)));
    return databaseOn(connections, await openLiveBus(config, connections.pool));
  } catch (cause) {
    await connections.close();
    throw cause;
  }
}

function databaseOn(connections: Connections, live: LiveBus): Database {
  const { pool, guard } = connections;
  const outer = sqlOn(pool);
  return {
    kind: connections.kind,
    live,
    pool,
    failed: connections.failed,
    query: outer.query,
    get drizzle() {
      return outer.drizzle;
    },
    async transaction(work) {
      const client = await pool.connect();
      const tx = sqlOn(client);
      const announceCommit = trackCommit(tx);
      const result = await guard.run(() => inTransaction(client, () => work(tx)));
      announceCommit();
      return result;
    },
    stats: () => ({ connections: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async close() {
      await live.close();
      await connections.close();
    },
  };
}

function sqlOn(client: pg.Pool | pg.PoolClient): Sql {
  let built: Drizzle | null = null;
  return {
    async query<T extends Record<string, unknown>>(text: string, values: readonly unknown[] = []) {
      const { rows } = await client.query<T>(text, [...values]);
      return rows;
    },
    // Built on first use: it goes through the whole schema, and most transactions never ask for it.
    get drizzle() {
      return (built ??= drizzle({ client, schema }));
    },
  };
}

/** Runs `work` between BEGIN and COMMIT and gives the connection back; one that cannot even roll back is thrown away. */
async function inTransaction<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (cause) {
    await client.query("ROLLBACK").catch((rollbackCause: Error) => (broken = rollbackCause));
    throw cause;
  } finally {
    client.release(broken);
  }
}
