import { AppError } from "@tfbench/contracts";
import type pg from "pg";
import type { Connections } from "./open-connections.ts";
import { assertNotNewer, latestVersion, readVersion } from "./migrations.ts";
import type { Migration } from "./migrations.ts";
import { installQueue } from "./queue-schema.ts";

const OLDEST_SERVER = 150_000;
const LOCK = 7_261_000;

/** Brings an open database up to date and returns the names of what was applied. Safe to repeat and to run twice at once. */
export async function applyMigrations(
  connections: Pick<Connections, "pool" | "kind">,
  migrations: readonly Migration[],
): Promise<string[]> {
  const client = await connections.pool.connect();
  try {
    await assertServerVersion(client);
    // The lock is the session's: a second caller waits here until all is applied, then finds nothing to do.
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    try {
      const applied = await applyPending(client, migrations);
      await installQueue(client, connections.kind);
      return applied;
    } finally {
      await client.query("SELECT pg_advisory_unlock($1)", [LOCK]);
    }
  } finally {
    client.release();
  }
}

async function assertServerVersion(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    "SELECT current_setting('server_version_num')::integer AS number, current_setting('server_version') AS version",
  );
  const [server] = rows;
  if (server !== undefined && server.number >= OLDEST_SERVER) return;
  throw new AppError(
    "unavailable",
    `The database server is PostgreSQL ${server?.version}; version 15 or newer is needed.`,
  );
}

async function applyPending(client: pg.PoolClient, migrations: readonly Migration[]): Promise<string[]> {
  await client.query(`CREATE TABLE IF NOT EXISTS public.schema_migrations (
    version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
  assertNotNewer(await readVersion(client), latestVersion(migrations));
  const { rows } = await client.query<{ version: number; checksum: string }>(
    "SELECT version, checksum FROM public.schema_migrations",
  );
  const checksums = new Map(rows.map(({ version, checksum }) => [version, checksum]));
  const applied: string[] = [];
  for (const migration of migrations) {
    const known = checksums.get(migration.version);
    if (known === undefined) {
      await applyOne(client, migration);
      applied.push(`${String(migration.version).padStart(4, "0")}_${migration.name}`);
    } else if (known !== migration.checksum) {
      throw new AppError(
        "unavailable",
        `Migration ${migration.version} (${migration.name}) is not the one this database was built with.`,
        {
          hint: "A migration that was applied is never edited: restore its text.",
        },
      );
    }
  }
  return applied;
}

async function applyOne(client: pg.PoolClient, { version, name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query("INSERT INTO public.schema_migrations (version, name, checksum) VALUES ($1, $2, $3)", [
      version,
      name,
      checksum,
    ]);
    await client.query("COMMIT");
  } catch (cause) {
    await client.query("ROLLBACK");
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError("unavailable", `Migration ${version} (${name}) failed and left nothing behind: ${reason}`, {
      cause,
    });
  }
}
