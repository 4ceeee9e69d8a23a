import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBatch } from "./factories.ts";
import { testDatabase } from "./test-database.ts";
import type { TestDatabase } from "./test-database.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

test("a test database is migrated and has the default project", async () => {
  const projects = await db.query("SELECT id, name FROM projects");

  expect(projects).toEqual([{ id: 1, name: "default" }]);
});

test("a batch is made with its runs and everything it refers to", async () => {
  const batch = await makeBatch(db, {
    runs: 3,
    status: "running",
    worker_id: "w",
    lease_until: "2026-01-01T00:00:00.000Z",
  });

  const runs = await db.query(
    "SELECT batch_index, status, created_at = due_at AS is_due_at_creation FROM runs WHERE batch_id = $1 ORDER BY id",
    [batch.id],
  );

  expect(batch.run_ids).toHaveLength(3);
  expect(runs).toEqual([0, 1, 2].map((batch_index) => ({ batch_index, status: "queued", is_due_at_creation: true })));
});

test("two test databases do not see each other's rows", async () => {
  const other = await testDatabase();
  try {
    await makeBatch(db);

    expect(await other.query("SELECT id FROM batches")).toEqual([]);
  } finally {
    await other.close();
  }
});
