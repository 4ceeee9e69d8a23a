import { AppError } from "@tfbench/contracts";
import type { ErrorCode } from "@tfbench/contracts";
import { mkdirSync } from "node:fs";
import { applyMigrations } from "./apply-migrations.ts";
import { writeFolderVersion } from "./folder-version.ts";
import { latestVersion, loadMigrations } from "./migrations.ts";
import { openEmbedded } from "./open-connections.ts";
import { QUEUE_FINGERPRINT } from "./queue-schema.ts";

/** What the child answers before it exits. */
export type MigrateChildReply =
  | { applied: string[] }
  | { code: ErrorCode; message: string; hint: string | null; stack: string };

// A process of its own: creating a database takes 800 MB of memory that only an exit gives back.
const [pglitePath, migrationsFolder] = process.argv.slice(2);
if (pglitePath === undefined || migrationsFolder === undefined || process.send === undefined)
  throw new Error("migrate-child is started by migrate only.");

async function applyTo(path: string, folder: string): Promise<MigrateChildReply> {
  const migrations = loadMigrations(folder);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const connections = await openEmbedded({ pglitePath: path }, 1);
  const applied = await applyMigrations(connections, migrations).finally(() => connections.close());
  writeFolderVersion(path, { schema: latestVersion(migrations), queue: QUEUE_FINGERPRINT });
  return { applied };
}

const reply = await applyTo(pglitePath, migrationsFolder).catch((cause: unknown): MigrateChildReply => {
  if (!(cause instanceof Error)) throw cause;
  const { code, hint } = cause instanceof AppError ? cause : { code: "internal" as const, hint: null };
  return { code, message: cause.message, hint, stack: cause.stack ?? "" };
});
process.send(reply, () => process.disconnect());
