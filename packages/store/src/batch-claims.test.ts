import type { LiveNotice } from "@tfbench/contracts";
import { makeBatch, makeScenario, makeTarget, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { claimBatches } from "./batch-claims.ts";
import { untilSomeoneWaits } from "./fixtures/until-someone-waits.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const LEASE_MS = 60_000;
const PAST = "2026-01-01T00:00:00.000Z";
const FUTURE = "2100-01-01T00:00:00.000Z";
const claim = (worker_id: string, ...ids: number[]) =>
  claimBatches(db, { worker_id, ids, lease_ms: LEASE_MS, load_room: 1 });
const rowOf = async (id: number) =>
  (
    await db.query(
      "SELECT status, worker_id, lease_until > now() AS is_leased, started_at, slots FROM batches WHERE id = $1",
      [id],
    )
  )[0];
const limitedScenario = async (max_in_flight: number) =>
  makeScenario(db, { target_id: (await makeTarget(db, { limits: { max_in_flight } })).id });

test("a queued batch is claimed with its plan and its queued runs in order", async () => {
  const batch = await makeBatch(db, { runs: 3 });

  const { claimed, waiting } = await claim("a", batch.id);

  expect(claimed).toMatchObject([
    {
      id: batch.id,
      slots: 1,
      cancel_requested: false,
      lost_runs: [],
      plan: { provider: "tinyfish" },
      runs: batch.run_ids.map((run_id, index) => ({ run_id, index, cancel_requested: false })),
    },
  ]);
  expect(waiting).toEqual([]);
  expect(await rowOf(batch.id)).toEqual({
    status: "running",
    worker_id: "a",
    is_leased: true,
    started_at: claimed[0]?.started_at,
    slots: 1,
  });
});

test("of several loads a worker takes the oldest alone, and agents beside it", async () => {
  const batches = [await makeBatch(db), await makeBatch(db), await makeBatch(db), await makeBatch(db)];
  const ids = batches.map(({ id }) => id);
  const [first = 0, second = 0, agents = 0, third = 0] = ids;
  await db.query(`UPDATE batches SET plan = jsonb_set(plan, '{provider}', '"openai"') WHERE id = ANY($1)`, [
    [first, second, third],
  ]);

  const { claimed, waiting } = await claim("a", ...ids.toReversed());

  expect(claimed.map(({ id }) => id)).toEqual([first, agents]);
  expect(waiting).toEqual([second, third]);
});

test("of many workers that claim a batch at once exactly one gets it", async () => {
  const { id } = await makeBatch(db);

  const claims = await Promise.all(Array.from({ length: 8 }, (_, n) => claim(`worker ${n}`, id)));

  expect(claims.flatMap(({ claimed }) => claimed)).toHaveLength(1);
  expect(claims.flatMap(({ waiting }) => waiting)).toEqual([]);
});

test("a batch that has ended, is another living worker's, or does not exist is not claimed and does not wait", async () => {
  const ended = await makeBatch(db, { status: "finished", finished_at: PAST, run_status: "completed" });
  const taken = await makeBatch(db, { status: "running", worker_id: "b", lease_until: FUTURE });

  expect(await claim("a", ended.id, taken.id, 2_000_000_000)).toEqual({ claimed: [], waiting: [] });
});

test("a batch whose worker fell silent is claimed again: its queued runs go on, those in flight are named as lost", async () => {
  const batch = await makeBatch(db, {
    status: "running",
    worker_id: "dead",
    lease_until: PAST,
    started_at: PAST,
    cancel_requested_at: PAST,
    runs: 4,
  });
  await db.query(
    "UPDATE runs SET status = 'running', started_at = $2, due_at = $2, tinyfish_run_id = 'tf-1' WHERE id = $1",
    [batch.run_ids[0], PAST],
  );
  await db.query("UPDATE runs SET status = 'completed', finished_at = $2 WHERE id = $1", [batch.run_ids[1], PAST]);

  const { claimed } = await claim("a", batch.id);

  expect(claimed).toMatchObject([
    {
      id: batch.id,
      cancel_requested: true,
      started_at: PAST,
      lost_runs: [{ run_id: batch.run_ids[0], tinyfish_run_id: "tf-1", due_at: PAST, started_at: PAST }],
      runs: [
        { run_id: batch.run_ids[2], index: 2 },
        { run_id: batch.run_ids[3], index: 3 },
      ],
    },
  ]);
  expect((await claim("b", batch.id)).claimed).toEqual([]);
});

test("a target's limit holds over all workers, in the order batches were made", async () => {
  const scenario = await limitedScenario(10);
  const [first, second, third] = [
    await makeBatch(db, { scenario, slots: 6 }),
    await makeBatch(db, { scenario, slots: 6 }),
    await makeBatch(db, { scenario, slots: 1 }),
  ];

  const one = await claim("a", third.id, second.id, first.id);
  await db.query("UPDATE batches SET status = 'finished', finished_at = now() WHERE id = $1", [first.id]);
  const two = await claim("b", second.id, third.id);

  expect([one.claimed.map(({ id }) => id), one.waiting]).toEqual([[first.id], [second.id, third.id]]);
  expect([two.claimed.map(({ id }) => id), two.waiting]).toEqual([[second.id, third.id], []]);
});

test("a claim waits for another one of the same target and then counts its slots", async () => {
  const scenario = await limitedScenario(5);
  const { id, target_id } = await makeBatch(db, { scenario, slots: 3 });
  const [held, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const other = db.transaction(async (tx) => {
    await tx.query("SELECT id FROM targets WHERE id = $1 FOR NO KEY UPDATE", [target_id]);
    await makeBatch(tx, { scenario, slots: 3, status: "running", worker_id: "b", lease_until: FUTURE });
    held.resolve();
    await release.promise;
  });
  await held.promise;

  const claimed = claim("a", id);
  await untilSomeoneWaits(db);
  release.resolve();
  await other;

  expect(await claimed).toEqual({ claimed: [], waiting: [id] });
});

test("a claim of a batch that another one is about to take waits, and comes too late", async () => {
  const { id } = await makeBatch(db);
  const [held, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const other = db.transaction(async (tx) => {
    await tx.query("UPDATE batches SET status = 'running', worker_id = 'b', lease_until = $2 WHERE id = $1", [
      id,
      FUTURE,
    ]);
    held.resolve();
    await release.promise;
  });
  await held.promise;

  const claimed = claim("a", id);
  await untilSomeoneWaits(db);
  release.resolve();
  await other;

  expect(await claimed).toEqual({ claimed: [], waiting: [] });
  expect(await rowOf(id)).toMatchObject({ worker_id: "b" });
});

test("the limit counts as it is now, not as it was when the batch was made", async () => {
  const scenario = await limitedScenario(2);
  const batch = await makeBatch(db, { scenario, slots: 2 });
  const blocker = await makeBatch(db, { scenario, slots: 1, status: "running", worker_id: "b", lease_until: FUTURE });

  expect((await claim("a", batch.id)).waiting).toEqual([batch.id]);
  await db.query(`UPDATE targets SET limits = '{"max_in_flight": 3}' WHERE id = $1`, [blocker.target_id]);

  expect((await claim("a", batch.id)).claimed).toMatchObject([{ id: batch.id, slots: 2 }]);
});

test("a claim tells the readers of the batch", async () => {
  const { id } = await makeBatch(db);
  const heard = Promise.withResolvers<LiveNotice>();
  onTestFinished(db.live.subscribe((notice) => void (notice.batch_id === id && heard.resolve(notice))));

  await claim("a", id);

  expect(await heard.promise).toEqual({ kind: "batch", batch_id: id });
});
