import { AppError } from "@tfbench/contracts";
import { existsSync } from "node:fs";
import type pg from "pg";
import { columnParsers } from "./column-parsers.ts";
import { lockDataFolder } from "./data-folder.ts";
import type { DataFolder } from "./data-folder.ts";
import type { DatabaseConfig } from "./database-config.ts";
import { GuardedPool } from "./guarded-pool.ts";
import { createLocalLiveBus } from "./live-bus.ts";
import type { LiveBus } from "./live-bus.ts";
import { openPostgresqlLiveBus } from "./live-bus-postgresql.ts";
import { openPglite } from "./open-pglite.ts";
import { createTransactionGuard } from "./transaction-guard.ts";
import type { TransactionGuard } from "./transaction-guard.ts";

/** A pool of connections and what belongs to it, migrated or not. */
export type Connections = {
  kind: "pglite" | "postgresql";
  pool: pg.Pool;
  guard: TransactionGuard;
  live: LiveBus;
  failed: Promise<AppError>;
  close(): Promise<void>;
};

const MAX_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 10_000;

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
    live: createLocalLiveBus(),
    failed: pglite.failed,
    async close() {
      await pool.end();
      await pglite.close();
    },
  };
}

async function openPostgresql(url: string, maxConnections: number): Promise<Connections> {
  const options: pg.ClientConfig = {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    options: "-c timezone=UTC",
  };
  const guard = createTransactionGuard();
  const pool = new GuardedPool(guard, {
    ...options,
    max: maxConnections,
    keepAlive: true,
    types: columnParsers,
    application_name: "tfbench",
  });
  try {
    const live = await openPostgresqlLiveBus(options);
    return {
      kind: "postgresql",
      pool,
      guard,
      live,
      failed: Promise.withResolvers<AppError>().promise,
      async close() {
        await live.close();
        await pool.end();
      },
    };
  } catch (cause) {
    await pool.end();
    throw unreachableServer(url, cause);
  }
}

function unreachableServer(url: string, cause: unknown): AppError {
  // Without user and password. Not every form PostgreSQL takes is a URL.
  const { hostname, port, pathname } = URL.canParse(url) ? new URL(url) : { hostname: "", port: "", pathname: "" };
  const place = hostname === "" ? "the place DATABASE_URL names" : `${hostname}:${port || 5432}`;
  // Connecting to several addresses fails with a list of errors and no message of its own.
  const errors = cause instanceof AggregateError ? cause.errors : [cause];
  const reasons = errors.map((error) => (error instanceof Error ? error.message : String(error))).join("; ");
  return new AppError(
    "unavailable",
    `PostgreSQL at ${place}${pathname === "" ? "" : `, database ${pathname.slice(1)},`} cannot be used: ${reasons}`,
    {
      hint: "Start it, or correct DATABASE_URL.",
      cause,
    },
  );
}
