import { AppError } from "@tfbench/contracts";
import { existsSync } from "node:fs";
import type pg from "pg";
import { columnParsers } from "./column-parsers.ts";
import { lockDataFolder } from "./data-folder.ts";
import type { DataFolder } from "./data-folder.ts";
import type { DatabaseConfig } from "./database-config.ts";
import { GuardedPool } from "./guarded-pool.ts";
import { postgresqlOptions, unreachablePostgresql } from "./postgresql-server.ts";
import { openPglite } from "./open-pglite.ts";
import { createTransactionGuard } from "./transaction-guard.ts";
import type { TransactionGuard } from "./transaction-guard.ts";

/** A pool of connections and what belongs to it, migrated or not. */
export type Connections = {
  kind: "pglite" | "postgresql";
  pool: pg.Pool;
  guard: TransactionGuard;
  failed: Promise<AppError>;
  close(): Promise<void>;
};

const MAX_CONNECTIONS = 10;

export async function openConnections(config: DatabaseConfig): Promise<Connections> {
  if (config.database_url !== null)
    return openPostgresql(config.database_url, config.max_connections ?? MAX_CONNECTIONS);
  const folder = await lockDataFolder(config.data_dir, "run");
  try {
    // PGlite would create one here, in this very process and without tables.
    if (!existsSync(folder.pglitePath))
      throw new AppError("unavailable", `There is no database in ${config.data_dir}.`, {
        hint: "Run the migrations first.",
      });
    const connections = await openEmbedded(folder, config.max_connections ?? MAX_CONNECTIONS);
    return {
      ...connections,
      async close() {
        await connections.close();
        folder.release();
      },
    };
  } catch (cause) {
    folder.release();
    throw cause;
  }
}

/** The embedded database of a folder whose lock the caller holds. */
export async function openEmbedded(
  folder: Pick<DataFolder, "pglitePath">,
  maxConnections: number,
): Promise<Connections> {
  const pglite = await openPglite(folder.pglitePath);
  const guard = createTransactionGuard();
  const pool = new GuardedPool(guard, {
    stream: pglite.connect,
    max: maxConnections,
    user: "postgres",
    database: "postgres",
    types: columnParsers,
  });
  return {
    kind: "pglite",
    pool,
    guard,
    failed: pglite.failed,
    async close() {
      await pool.end();
      await pglite.close();
    },
  };
}

async function openPostgresql(url: string, maxConnections: number): Promise<Connections> {
  const guard = createTransactionGuard();
  const pool = new GuardedPool(guard, {
    ...postgresqlOptions(url),
    max: maxConnections,
    keepAlive: true,
    types: columnParsers,
    application_name: "tfbench",
  });
  try {
    await pool.query("SELECT 1");
  } catch (cause) {
    await pool.end();
    throw unreachablePostgresql(url, cause);
  }
  return {
    kind: "postgresql",
    pool,
    guard,
    failed: Promise.withResolvers<AppError>().promise,
    close: () => pool.end(),
  };
}
