import { makeBatch, testDatabase, testServerUrl } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { releaseFormerLeases, releaseLeases, renewLeases, requeueStale } from "./batch-leases.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(() =>
  db.query("UPDATE batches SET status = 'cancelled', finished_at = now() WHERE status IN ('queued', 'running')"),
);
afterAll(() => db.close());

const SOON = () => new Date(Date.now() + 5_000).toISOString();
const PAST = "2026-01-01T00:00:00.000Z";
const renew = (worker_id: string, ...batch_ids: number[]) =>
  renewLeases(db, { worker_id, batch_ids, lease_ms: 60_000, in_flight_runs: 3 });
const leaseMs = async (id: number): Promise<number> => {
  const [row] = await db.query<{ ms: number }>(
    "SELECT extract(epoch FROM lease_until - now())::float8 * 1000 AS ms FROM batches WHERE id = $1",
    [id],
  );
  return row?.ms ?? NaN;
};

/** The sweeper with a queue that notes what is sent instead of delivering it. */
async function sweep(): Promise<number[]> {
  const sent: number[] = [];
  await requeueStale(db, {
    send: async (_sql, _name, payloads) => void sent.push(...payloads.map(({ batch_id }) => batch_id)),
  });
  return sent.sort((one, other) => one - other);
}

test("renewing keeps a worker's batches and shows the worker as alive", async () => {
  const { id } = await makeBatch(db, { status: "running", worker_id: "a", lease_until: SOON() });

  const news = await renew("a", id);

  expect(news).toEqual({ cancelled_batches: [], cancelled_runs: [], lost_batches: [] });
  expect(await leaseMs(id)).toBeGreaterThan(30_000);
  expect(
    await db.query(
      "SELECT running_batches, in_flight_runs, last_seen_at > now() - interval '1 minute' AS is_fresh FROM workers WHERE id = 'a'",
    ),
  ).toEqual([{ running_batches: 1, in_flight_runs: 3, is_fresh: true }]);
});

test("renewing tells which batches and runs somebody wants cancelled", async () => {
  const whole = await makeBatch(db, {
    status: "running",
    worker_id: "a",
    lease_until: SOON(),
    cancel_requested_at: PAST,
  });
  const partly = await makeBatch(db, {
    status: "running",
    worker_id: "a",
    lease_until: SOON(),
    runs: 2,
    run_status: "running",
  });
  await db.query("UPDATE runs SET cancel_requested_at = now() WHERE id = $1", [partly.run_ids[1]]);

  const news = await renew("a", whole.id, partly.id);

  expect(news).toEqual({
    cancelled_batches: [whole.id],
    cancelled_runs: [{ run_id: partly.run_ids[1], batch_id: partly.id }],
    lost_batches: [],
  });
});

test("a batch another worker has taken over is told as lost, and its lease left alone", async () => {
  const { id } = await makeBatch(db, { status: "running", worker_id: "b", lease_until: SOON() });

  const news = await renew("a", id);

  expect(news.lost_batches).toEqual([id]);
  expect(await leaseMs(id)).toBeLessThan(6_000);
});

test("a batch that has ended meanwhile is no news", async () => {
  const { id } = await makeBatch(db, {
    status: "finished",
    finished_at: PAST,
    cancel_requested_at: PAST,
    run_status: "completed",
  });

  expect(await renew("a", id)).toEqual({ cancelled_batches: [], cancelled_runs: [], lost_batches: [] });
});

test("a worker that stops gives up its batches and is no longer shown", async () => {
  const own = await makeBatch(db, { status: "running", worker_id: "a", lease_until: SOON() });
  const other = await makeBatch(db, { status: "running", worker_id: "b", lease_until: SOON() });
  await renew("a", own.id);

  await releaseLeases(db, "a");

  expect(await leaseMs(own.id)).toBeLessThanOrEqual(0);
  expect(await leaseMs(other.id)).toBeGreaterThan(0);
  expect(await db.query("SELECT id FROM workers WHERE id = 'a'")).toEqual([]);
});

test("the sweeper sends batches of dead workers and queued ones whose job was lost, and no others", async () => {
  const lapsed = await makeBatch(db, { status: "running", worker_id: "dead", lease_until: PAST, enqueued_at: PAST });
  const forgotten = await makeBatch(db, { enqueued_at: PAST });
  await makeBatch(db);
  await makeBatch(db, { status: "running", worker_id: "alive", lease_until: SOON(), enqueued_at: PAST });
  await makeBatch(db, { status: "finished", finished_at: PAST, enqueued_at: PAST, run_status: "completed" });

  expect(await sweep()).toEqual([lapsed.id, forgotten.id]);
  expect(await sweep()).toEqual([]);
});

if (testServerUrl !== null) {
  test("a sweeper leaves what another one is sending, and does not wait for it", async () => {
    const { id } = await makeBatch(db, { enqueued_at: PAST });
    const [held, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const other = db.transaction(async (tx) => {
      await tx.query("SELECT id FROM batches WHERE id = $1 FOR UPDATE", [id]);
      held.resolve();
      await release.promise;
    });
    await held.promise;

    expect(await sweep()).toEqual([]);
    release.resolve();
    await other;

    expect(await sweep()).toEqual([id]);
  });
}

test("a process that opens the embedded database takes all its leases for dead ones; on a server they run out by themselves", async () => {
  const { id } = await makeBatch(db, { status: "running", worker_id: "former", lease_until: SOON() });

  await releaseFormerLeases(db);

  if (db.kind === "pglite") {
    expect(await sweep()).toEqual([id]);
  } else {
    expect(await sweep()).toEqual([]);
    expect(await leaseMs(id)).toBeGreaterThan(0);
  }
});
