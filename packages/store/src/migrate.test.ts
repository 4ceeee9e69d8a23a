import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { placeTestDatabase, testServerUrl } from "@tfbench/testkit";
import { expect, onTestFinished, test, vi } from "vitest";
import type { DatabaseConfig } from "./database-config.ts";
import { openDatabase } from "./database.ts";
import { migrate } from "./migrate.ts";
import { MIGRATIONS_FOLDER, loadMigrations } from "./migrations.ts";
import { openConnections } from "./open-connections.ts";

// Each test starts several processes that open a database.
vi.setConfig({ testTimeout: 120_000 });

const LATEST = loadMigrations(MIGRATIONS_FOLDER).at(-1)?.version ?? 0;
const NEXT = String(LATEST + 1).padStart(4, "0");

async function place(): Promise<DatabaseConfig> {
  const { config, remove } = await placeTestDatabase();
  onTestFinished(remove);
  return config;
}

/** The migrations of this code and one more. */
function withNextMigration(sql: string): string {
  const folder = mkdtempSync(join(tmpdir(), "tfbench-migrations-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(MIGRATIONS_FOLDER, folder, { recursive: true });
  writeFileSync(join(folder, `${NEXT}_next.sql`), sql);
  return folder;
}

/** Reads a database whatever its version is. */
async function read<T extends Record<string, unknown>>(config: DatabaseConfig, text: string): Promise<T[]> {
  const connections = await openConnections(config);
  try {
    return (await connections.pool.query<T>(text)).rows;
  } finally {
    await connections.close();
  }
}

const migrateQuietly = (config: DatabaseConfig, migrations_folder = MIGRATIONS_FOLDER) =>
  migrate({ ...config, migrations_folder }, () => undefined);

test("migrating what is up to date changes nothing and says nothing", async () => {
  const config = await place();
  const lines: string[] = [];

  await migrate(config, (line) => lines.push(line));

  expect(lines).toEqual([]);
  await (await openDatabase(config)).close();
});

test("a pending migration is applied once, also by two that come at the same time", async () => {
  const config = await place();
  const folder = withNextMigration("CREATE TABLE next_table (id integer); INSERT INTO next_table VALUES (1);");

  await Promise.all([migrateQuietly(config, folder), migrateQuietly(config, folder)]);
  await migrateQuietly(config, folder);

  expect(await read(config, "SELECT id FROM next_table")).toEqual([{ id: 1 }]);
});

test("a migration that fails leaves nothing behind and says which one it was", async () => {
  const config = await place();
  const folder = withNextMigration("CREATE TABLE next_table (id integer); SELECT 1 / 0;");

  const failed = migrateQuietly(config, folder);

  await expect(failed).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringMatching(new RegExp(`^Migration ${LATEST + 1} \\(next\\) failed and left nothing behind: `)),
  });
  expect(await read(config, "SELECT to_regclass('next_table') AS found")).toEqual([{ found: null }]);
  await (await openDatabase(config)).close();
});

test("a database of a newer version is refused, by migrating and by opening", async () => {
  const config = await place();
  await migrateQuietly(config, withNextMigration("SELECT 1"));
  const sentence = `The database was written by a newer version of this program (schema ${LATEST + 1}; this one knows up to ${LATEST}).`;

  await expect(migrateQuietly(config)).rejects.toMatchObject({ code: "unavailable", message: sentence });
  await expect(openDatabase(config)).rejects.toMatchObject({ code: "unavailable", message: sentence });
});

test("a migration that was edited after it was applied is refused", async () => {
  const config = await place();
  await migrateQuietly(config, withNextMigration("SELECT 1"));
  const edited = withNextMigration("SELECT 2");
  writeFileSync(join(edited, `${String(LATEST + 2).padStart(4, "0")}_after.sql`), "SELECT 3");

  await expect(migrateQuietly(config, edited)).rejects.toThrow(
    `Migration ${LATEST + 1} (next) is not the one this database was built with.`,
  );
});

if (testServerUrl === null) {
  test("before an embedded database is migrated a copy that opens is kept, and its path is told", async () => {
    const config = await place();
    const lines: string[] = [];

    await migrate({ ...config, migrations_folder: withNextMigration("DROP TABLE workers") }, (line) =>
      lines.push(line),
    );

    const [backup] = readdirSync(join(config.data_dir, "backups"));
    const path = join(config.data_dir, "backups", backup ?? "");
    expect(lines).toEqual([
      `A copy of the database was kept before migrating it: ${path}`,
      `Database migrated: ${NEXT}_next.`,
    ]);
    const restored = mkdtempSync(join(tmpdir(), "tfbench-restored-"));
    onTestFinished(() => rmSync(restored, { recursive: true, force: true }));
    cpSync(path, join(restored, "pglite"), { recursive: true });
    const db = await openDatabase({ database_url: null, data_dir: restored });
    expect(await db.query("SELECT count(*) AS n FROM workers")).toEqual([{ n: 0 }]);
    await db.close();
  });

  test("a folder whose creation was interrupted is created anew", async () => {
    const data_dir = mkdtempSync(join(tmpdir(), "tfbench-fresh-"));
    onTestFinished(() => rmSync(data_dir, { recursive: true, force: true }));
    mkdirSync(join(data_dir, "pglite.unfinished"));
    writeFileSync(join(data_dir, "pglite.unfinished", "PG_VERSION"), "18");

    await migrateQuietly({ database_url: null, data_dir });

    expect(existsSync(join(data_dir, "pglite.unfinished"))).toBe(false);
    await (await openDatabase({ database_url: null, data_dir })).close();
  });

  test("migrating a folder another instance has open is refused", async () => {
    const config = await place();
    const db = await openDatabase(config);
    onTestFinished(() => db.close());

    await expect(migrateQuietly(config)).rejects.toThrow("is in use by another instance");
  });

  test("opening a folder without a database says to migrate first", async () => {
    const data_dir = mkdtempSync(join(tmpdir(), "tfbench-empty-"));
    onTestFinished(() => rmSync(data_dir, { recursive: true, force: true }));

    await expect(openDatabase({ database_url: null, data_dir })).rejects.toMatchObject({
      code: "unavailable",
      hint: "Run the migrations first.",
    });
  });
} else {
  test("a server that cannot be reached is refused with a sentence naming where it was looked for", async () => {
    const config = { database_url: "postgresql://somebody:secret@127.0.0.1:1/nothing", data_dir: "" };

    const failed = openDatabase(config);

    await expect(failed).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("127.0.0.1:1"),
    });
    await expect(failed).rejects.not.toThrow("secret");
  });
}
