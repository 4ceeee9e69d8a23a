import { makeBatch, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openMaintenance } from "./maintenance.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

function open() {
  const maintenance = openMaintenance(db, {
    onError: (cause) => {
      throw cause;
    },
  });
  onTestFinished(() => maintenance.stop());
  return maintenance;
}

test("idempotency keys are forgotten after a day, not before", async () => {
  const { id } = await makeBatch(db);
  await db.query(
    `INSERT INTO idempotency_keys (project_id, key, request_hash, batch_id, created_at)
     VALUES (1, 'old', 'h', $1, now() - interval '25 hours'), (1, 'young', 'h', $1, now() - interval '23 hours')`,
    [id],
  );

  await open().run();

  expect(await db.query("SELECT key FROM idempotency_keys")).toEqual([{ key: "young" }]);
});

test("partitions are there before runs need them", async () => {
  await open().run();
  await db.query("SELECT setval(pg_get_serial_sequence('runs', 'id'), 90000)");
  await makeBatch(db);

  await open().run();

  expect(
    await db.query(
      "SELECT to_regclass('run_events_1') IS NOT NULL AS events, to_regclass('run_chunks_1') IS NOT NULL AS chunks",
    ),
  ).toEqual([{ events: true, chunks: true }]);
});

test("asking twice at once is one go", async () => {
  const maintenance = open();

  expect(maintenance.run()).toBe(maintenance.run());
  await maintenance.run();
});

test("where no background process does it, changed tables are analysed and the write-ahead log stays short", async () => {
  if (db.kind === "postgresql")
    return expect(await db.query("SELECT current_setting('autovacuum') AS autovacuum")).toEqual([{ autovacuum: "on" }]);
  const maintenance = open();
  await db.query("CREATE TABLE bulk (id integer, filler text)");
  const writtenBytes = async () =>
    (await db.query<{ bytes: number }>("SELECT (pg_current_wal_insert_lsn() - '0/0')::float8 AS bytes"))[0]?.bytes ??
    NaN;
  const before = await writtenBytes();

  for (let round = 0; round < 8; round += 1) {
    await db.query("INSERT INTO bulk SELECT n, repeat('x', 500) FROM generate_series(1, 40000) n");
    await db.query("DELETE FROM bulk");
    await maintenance.run();
  }

  const [table] = await db.query<{ bytes: number; is_analysed: boolean }>(
    "SELECT pg_table_size('bulk')::float8 AS bytes, (SELECT last_vacuum IS NOT NULL AND last_analyze IS NOT NULL FROM pg_stat_user_tables WHERE relname = 'bulk') AS is_analysed",
  );
  expect(table?.is_analysed).toBe(true);
  expect(table?.bytes).toBeLessThan(10_000_000);
  const [log] = await db.query<{ bytes: number }>("SELECT sum(size)::float8 AS bytes FROM pg_ls_waldir()");
  expect((await writtenBytes()) - before).toBeGreaterThan(150_000_000);
  expect(log?.bytes).toBeLessThan(110_000_000);
});

test("a table that was never looked at is, also where nobody remembers that it changed", async () => {
  if (db.kind === "postgresql") return;
  const maintenance = open();
  await db.query("CREATE TABLE forgotten AS SELECT n, repeat('x', 100) AS filler FROM generate_series(1, 5000) n");
  const rowsKnown = async () =>
    (await db.query<{ n: number }>("SELECT reltuples::int AS n FROM pg_class WHERE relname = 'forgotten'"))[0]?.n;
  await db.query("SELECT pg_stat_force_next_flush()");
  await db.query("SELECT pg_stat_reset()");
  const before = await rowsKnown();

  await maintenance.run();

  expect([before, await rowsKnown()]).toEqual([-1, 5_000]);
});
