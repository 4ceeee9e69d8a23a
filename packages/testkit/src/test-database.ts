import { migrate, openDatabase, schemaFingerprint } from "@tfbench/store";
import type { Database, DatabaseConfig } from "@tfbench/store";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cloneServerDatabase } from "./clone-server-database.ts";
import { copyFolder } from "./copy-folder.ts";

/** Of Node.js as of browsers, whose types we do not take. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<object> };

/**
 * What is compiled of PGlite is shared by all threads of a process for as long as one of them holds it: the next database
 * opens in less than half the processor time.
 */
let compiled: object | null = null;
async function holdCompiled(): Promise<void> {
  compiled ??= await WebAssembly.compile(
    await readFile(new URL("pglite.wasm", import.meta.resolve("@electric-sql/pglite"))),
  );
}

const CACHE = fileURLToPath(new URL("../../../.cache/testkit/", import.meta.url));

/** The PostgreSQL server the tests may use; without one they run on PGlite. */
export const testServerUrl: string | null = process.env["TEST_DATABASE_URL"] ?? null;

/** A database that exists for one test file, and where it is, for a second process or a restart. */
export type TestDatabase = Database & { readonly config: DatabaseConfig };

/** A place for a database of a test's own: migrated, not opened. */
export type TestDatabasePlace = { config: DatabaseConfig; remove(): Promise<void> };

/** Opens a migrated database: PGlite, or PostgreSQL where TEST_DATABASE_URL names a server. Closing removes it. */
export async function testDatabase(): Promise<TestDatabase> {
  const place = await placeTestDatabase();
  const db = await openDatabase(place.config);
  return {
    ...db,
    config: place.config,
    async close() {
      await db.close();
      await place.remove();
    },
  };
}

/** As `testDatabase`, for tests that open and close it themselves. */
export async function placeTestDatabase(): Promise<TestDatabasePlace> {
  return testServerUrl === null ? placeEmbedded() : cloneServerDatabase(testServerUrl);
}

/** A migrated embedded database, whatever TEST_DATABASE_URL says. */
export async function placeEmbedded(): Promise<TestDatabasePlace> {
  await holdCompiled();
  const template = join(CACHE, schemaFingerprint());
  // Creates it the first time; test files that come meanwhile wait for its lock.
  await migrate({ database_url: null, data_dir: template }, () => undefined);
  const data_dir = await mkdtemp(join(tmpdir(), "tfbench-test-"));
  await copyFolder(join(template, "pglite"), join(data_dir, "pglite"));
  return {
    config: { database_url: null, data_dir },
    remove: () => rm(data_dir, { recursive: true, force: true }),
  };
}
