import type { LiveNotice } from "@tfbench/contracts";
import { makeBatch, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { auditOf, testContext } from "../test-context.ts";
import { cancelBatch } from "./cancel-batch.ts";
import { getBatch } from "./get-batch.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
});
afterAll(() => db.close());

const RUNNING = { status: "running", worker_id: "w", lease_until: "2100-01-01T00:00:00.000Z" } as const;
const rollupCount = async (scenario_id: number): Promise<number> =>
  (
    await db.query<{ runs: number }>(
      "SELECT coalesce(sum(runs), 0)::int AS runs FROM run_rollups WHERE scenario_id = $1",
      [scenario_id],
    )
  )[0]?.runs ?? 0;

test("a queued batch ends at once, with its runs, its summary and its rollups", async () => {
  const made = await makeBatch(db, { runs: 3 });

  const cancelled = await cancelBatch(ctx, { id: made.id });

  expect(cancelled).toMatchObject({ status: "cancelled", cancel_requested: true, counts: { cancelled: 3, queued: 0 } });
  expect(cancelled.finished_at).not.toBeNull();
  expect((await getBatch(ctx, made.id)).summary).toMatchObject({
    finished: 3,
    attempted: 0,
    by_status: { cancelled: 3 },
  });
  expect(
    await db.query(
      "SELECT DISTINCT status, cancelled_by, goal, finished_at IS NOT NULL AS ended FROM runs WHERE batch_id = $1",
      [made.id],
    ),
  ).toEqual([{ status: "cancelled", cancelled_by: "user", goal: "not_evaluated", ended: true }]);
  expect(await rollupCount(made.scenario_id)).toBe(3);
  expect((await auditOf(db, "batch", made.id)).map(({ action }) => action)).toEqual(["cancel"]);
});

test("a running batch loses its queued runs at once, and its worker is asked to end the rest", async () => {
  const made = await makeBatch(db, { ...RUNNING, runs: 3 });
  await db.query("UPDATE runs SET status = 'running' WHERE id = $1", [made.run_ids[0]]);
  const notices: LiveNotice[] = [];
  const told = new Promise<void>((resolve) => {
    const unsubscribe = db.live.subscribe((notice) => {
      if (notice.batch_id !== made.id) return;
      notices.push(notice);
      if (notices.length < 2) return;
      unsubscribe();
      resolve();
    });
  });

  const cancelled = await cancelBatch(ctx, { id: made.id });
  await told;

  expect(cancelled).toMatchObject({ status: "running", cancel_requested: true, counts: { cancelled: 2, running: 1 } });
  expect(
    await db.query(
      "SELECT status, cancel_requested_at IS NOT NULL AS asked FROM runs WHERE batch_id = $1 ORDER BY batch_index",
      [made.id],
    ),
  ).toEqual([
    { status: "running", asked: true },
    { status: "cancelled", asked: true },
    { status: "cancelled", asked: true },
  ]);
  expect(notices).toEqual([
    { kind: "cancel_batch", batch_id: made.id },
    { kind: "batch", batch_id: made.id },
  ]);
  expect(await rollupCount(made.scenario_id)).toBe(2);
});

test("cancelling twice changes nothing and counts nothing twice", async () => {
  const made = await makeBatch(db, { runs: 2 });
  const running = await makeBatch(db, { ...RUNNING, runs: 1, run_status: "running" });

  const first = await cancelBatch(ctx, { id: made.id });
  const second = await cancelBatch(ctx, { id: made.id });
  await cancelBatch(ctx, { id: running.id });
  await cancelBatch(ctx, { id: running.id });

  expect(second).toEqual(first);
  expect(await rollupCount(made.scenario_id)).toBe(2);
  expect((await auditOf(db, "batch", made.id)).map(({ action }) => action)).toEqual(["cancel"]);
  expect((await auditOf(db, "batch", running.id)).map(({ action }) => action)).toEqual(["cancel"]);
});

test("two cancellations at once end each run once", async () => {
  const made = await makeBatch(db, { runs: 3 });

  await Promise.all([cancelBatch(ctx, { id: made.id }), cancelBatch(ctx, { id: made.id })]);

  expect(await rollupCount(made.scenario_id)).toBe(3);
});

test.each(["finished", "failed"] as const)("a batch that %s is refused", async (status) => {
  const { id } = await makeBatch(db, { status, finished_at: new Date().toISOString(), run_status: "completed" });

  await expect(cancelBatch(ctx, { id })).rejects.toMatchObject({ code: "not_cancellable", details: { status } });
});

test("a batch that does not exist is not found", async () => {
  await expect(cancelBatch(ctx, { id: 2_000_000_000 })).rejects.toMatchObject({ code: "not_found" });
  const { id } = await makeBatch(db);
  await expect(cancelBatch(testContext(db, { project_id: 2 }), { id })).rejects.toMatchObject({ code: "not_found" });
});
