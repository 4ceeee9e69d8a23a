import { AppError } from "@tfbench/contracts";
import { fork } from "node:child_process";
import { constants, existsSync, renameSync, rmSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { applyMigrations } from "./apply-migrations.ts";
import { lockDataFolder } from "./data-folder.ts";
import type { DataFolder } from "./data-folder.ts";
import type { DatabaseConfig } from "./database-config.ts";
import { readFolderVersion } from "./folder-version.ts";
import type { MigrateChildReply } from "./migrate-child.ts";
import { MIGRATIONS_FOLDER, assertNotNewer, latestVersion, loadMigrations } from "./migrations.ts";
import { openConnections } from "./open-connections.ts";
import { QUEUE_FINGERPRINT } from "./queue-schema.ts";

/** `migrations_folder` is this package's own when left out. */
export type MigrateConfig = DatabaseConfig & { migrations_folder?: string };
/** Gets one sentence for each thing that was done. */
export type MigrateLog = (line: string) => void;

/** Creates the database or brings it up to date. Safe to repeat and to run twice at once; no other part may have it open embedded. */
export async function migrate(config: MigrateConfig, log: MigrateLog): Promise<void> {
  const folder = config.migrations_folder ?? MIGRATIONS_FOLDER;
  const applied =
    config.database_url === null
      ? await migrateEmbedded(config.data_dir, folder, log)
      : await migrateServer(config, folder);
  if (applied.length > 0) log(`Database migrated: ${applied.join(", ")}.`);
}

async function migrateServer(config: MigrateConfig, migrationsFolder: string): Promise<string[]> {
  const connections = await openConnections({ ...config, max_connections: 1 });
  try {
    return await applyMigrations(connections, loadMigrations(migrationsFolder));
  } finally {
    await connections.close();
  }
}

async function migrateEmbedded(dataDir: string, migrationsFolder: string, log: MigrateLog): Promise<string[]> {
  const folder = await lockDataFolder(dataDir, "migrate");
  try {
    const latest = latestVersion(loadMigrations(migrationsFolder));
    if (!existsSync(folder.pglitePath)) return await createEmbedded(folder, migrationsFolder);
    const version = readFolderVersion(folder.pglitePath);
    if (version !== null) assertNotNewer(version.schema, latest);
    if (version?.schema === latest && version.queue === QUEUE_FINGERPRINT) return [];
    log(`A copy of the database was kept before migrating it: ${await copyFolder(folder)}`);
    return await runChild(folder.pglitePath, migrationsFolder);
  } finally {
    folder.release();
  }
}

/** Under another name until it is complete: a folder with the database's name is always a whole database. */
async function createEmbedded(folder: DataFolder, migrationsFolder: string): Promise<string[]> {
  const unfinished = `${folder.pglitePath}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const applied = await runChild(unfinished, migrationsFolder);
  renameSync(unfinished, folder.pglitePath);
  return applied;
}

async function copyFolder(folder: DataFolder): Promise<string> {
  const backups = join(folder.path, "backups");
  await mkdir(backups, { recursive: true, mode: 0o700 });
  const path = join(backups, new Date().toISOString().replaceAll(":", "-"));
  await cp(folder.pglitePath, `${path}.unfinished`, { recursive: true, mode: constants.COPYFILE_FICLONE });
  renameSync(`${path}.unfinished`, path);
  return path;
}

async function runChild(pglitePath: string, migrationsFolder: string): Promise<string[]> {
  const script = fileURLToPath(new URL("./migrate-child.ts", import.meta.url));
  const child = fork(script, [pglitePath, migrationsFolder], {
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let reply: MigrateChildReply | null = null;
  let output = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (output += text));
  // Only migrate-child sends here.
  child.on("message", (message) => (reply = message as MigrateChildReply));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return readReply(reply, exitCode, output);
}

function readReply(reply: MigrateChildReply | null, exitCode: number | null, output: string): string[] {
  if (reply === null) {
    throw new AppError("unavailable", "The embedded database could not be created or migrated.", {
      cause: new Error(`Exit code ${exitCode}: ${output}`),
    });
  }
  if ("applied" in reply) return reply.applied;
  throw new AppError(reply.code, reply.message, {
    ...(reply.hint === null ? {} : { hint: reply.hint }),
    cause: new Error(reply.stack),
  });
}
