import { AppError } from "@tfbench/contracts";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";

export type Migration = { version: number; name: string; sql: string; checksum: string };

export const MIGRATIONS_FOLDER = fileURLToPath(new URL("../migrations/", import.meta.url));

/** The migrations of a folder, `NNNN_name.sql`, in order. */
export function loadMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}_.+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const sql = readFileSync(join(folder, file), "utf8");
      return {
        version: Number(file.slice(0, 4)),
        name: file.slice(5, -4),
        sql,
        checksum: createHash("sha256").update(sql).digest("hex"),
      };
    });
}

export function latestVersion(migrations: readonly Migration[]): number {
  const last = migrations.at(-1);
  if (last === undefined) throw new Error("There are no migrations.");
  return last.version;
}

/** The newest migration a database has had; 0 when it has had none. */
export async function readVersion(client: Pick<pg.Pool, "query">): Promise<number> {
  const known = await client.query<{ is_there: boolean }>(
    "SELECT to_regclass('public.schema_migrations') IS NOT NULL AS is_there",
  );
  if (known.rows[0]?.is_there !== true) return 0;
  const { rows } = await client.query<{ version: number }>(
    "SELECT coalesce(max(version), 0)::integer AS version FROM public.schema_migrations",
  );
  return rows[0]?.version ?? 0;
}

/** Throws when a newer program has migrated the database: this one cannot know what changed. */
export function assertNotNewer(version: number, latest: number): void {
  if (version <= latest) return;
  throw new AppError(
    "unavailable",
    `The database was written by a newer version of this program (schema ${version}; this one knows up to ${latest}).`,
    {
      hint: "Start the newer version, or point this one at another database.",
    },
  );
}

/** Throws unless the database has exactly the schema of this code. */
export function assertVersion(version: number, latest: number): void {
  assertNotNewer(version, latest);
  if (version === latest) return;
  throw new AppError("unavailable", `The database has schema version ${version}; this program needs ${latest}.`, {
    hint: "Run the migrations first.",
  });
}
