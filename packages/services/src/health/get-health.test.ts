import { Health } from "@tfbench/contracts";
import { makeBatch, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext } from "../test-context.ts";
import { getHealth } from "./get-health.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const FACTS = { version: "1.2.3", started_at: "2026-01-01T00:00:00.000Z" };
const healthAt = (now = new Date()) =>
  getHealth(
    testContext(db, { settings: { mock_mode: true, simulator_url: "http://127.0.0.1:8010", now: () => now } }),
    FACTS,
  );
const seeWorker = (id: string, last_seen_at: Date) =>
  db.query("INSERT INTO workers (id, last_seen_at, running_batches, in_flight_runs) VALUES ($1, $2, 1, 4)", [
    id,
    last_seen_at.toISOString(),
  ]);

test("a fresh installation is healthy", async () => {
  const answer = await healthAt();

  expect(Health.parse(answer)).toEqual(answer);
  expect(answer).toMatchObject({
    status: "healthy",
    mock_mode: true,
    ...FACTS,
    database: { kind: db.kind, reachable: true },
    live: { kind: db.kind === "pglite" ? "in_process" : "notify", connected: true },
    workers: [],
    queue: { queued_batches: 0, queued_runs: 0, running_runs: 0, oldest_queued_at: null },
  });
  expect(answer.database.latency_ms).toBeGreaterThan(0);
});

test("it says what waits and who works; a worker not seen for a minute is gone", async () => {
  const batch = await makeBatch(db, { runs: 2 });
  const now = new Date();
  await seeWorker("alive", now);
  await seeWorker("gone", new Date(now.getTime() - 61_000));

  const answer = await healthAt(now);

  expect(answer.queue).toMatchObject({ queued_batches: 1, queued_runs: 2, running_runs: 0 });
  expect(answer.workers).toEqual([
    { id: "alive", last_seen_at: now.toISOString(), running_batches: 1, in_flight_runs: 4 },
  ]);
  await db.query("UPDATE runs SET status = 'aborted', finished_at = now() WHERE batch_id = $1", [batch.id]);
  await db.query("DELETE FROM workers");
});

test("runs that wait for over a minute while nobody works are a problem", async () => {
  const { id } = await makeBatch(db, { runs: 1 });
  const later = new Date(Date.now() + 61_000);

  expect(await healthAt(later)).toMatchObject({ status: "degraded" });

  await seeWorker("back", later);
  expect(await healthAt(later)).toMatchObject({ status: "healthy" });
  await db.query("UPDATE runs SET status = 'aborted', finished_at = now() WHERE batch_id = $1", [id]);
});

test("while the database is busy the last reading is given, and one question is open however many ask", async () => {
  await healthAt();
  const release = Promise.withResolvers<void>();
  // The whole pool is taken, so on either database no further statement can begin.
  const holders = Array.from({ length: db.kind === "pglite" ? 1 : 10 }, () => Promise.withResolvers<void>());
  const held = holders.map((holder) =>
    db.transaction(async (tx) => {
      await tx.query("SELECT 1");
      holder.resolve();
      await release.promise;
    }),
  );
  await Promise.all(holders.map(({ promise }) => promise));
  const waitingBefore = db.stats().waiting + db.stats().connections - db.stats().idle;

  const answers = await Promise.all(Array.from({ length: 20 }, () => healthAt()));

  expect(answers[0]).toMatchObject({ status: "healthy", database: { reachable: true, latency_ms: null } });
  expect(db.stats().waiting + db.stats().connections - db.stats().idle).toBeLessThanOrEqual(waitingBefore + 1);
  release.resolve();
  await Promise.all(held);
  expect((await healthAt()).database.latency_ms).not.toBeNull();
});

test("a database that cannot be asked is not reachable", async () => {
  const closed = await testDatabase();
  await closed.close();

  const answer = await getHealth(testContext(closed), FACTS);

  expect(answer).toMatchObject({ status: "degraded", database: { reachable: false, latency_ms: null } });
});
