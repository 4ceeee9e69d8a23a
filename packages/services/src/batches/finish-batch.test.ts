import type { LiveNotice, RunStatus } from "@tfbench/contracts";
import { KpiBlock } from "@tfbench/contracts";
import { makeBatch, makeRun, makeScenario, testDatabase } from "@tfbench/testkit";
import type { MadeBatch, TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { testContext } from "../test-context.ts";
import { finishBatch, finishBatches } from "./finish-batch.ts";
import { getBatch } from "./get-batch.ts";
import { listBatches } from "./list-batches.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const LEASE = { status: "running", worker_id: "w1", lease_until: "2099-01-01T00:00:00.000Z" } as const;

async function makeRunningBatch(
  statuses: readonly RunStatus[],
  changes: { cancel_requested_at?: string } = {},
): Promise<MadeBatch> {
  const batch = await makeBatch(db, { ...LEASE, ...changes, runs: 0 });
  for (const [batch_index, status] of statuses.entries())
    await makeRun(db, { batch, batch_index, status, total_duration_ms: 1000 + batch_index });
  return batch;
}
const sayByUser = (batch: MadeBatch) =>
  db.query("UPDATE runs SET cancelled_by = 'user' WHERE batch_id = $1 AND status = 'cancelled'", [batch.id]);

test("a batch whose runs have all ended is finished, with the summary of its runs, and readers are told", async () => {
  const batch = await makeRunningBatch(["completed", "completed", "timeout"]);
  const notices: LiveNotice[] = [];
  const unsubscribe = db.live.subscribe((notice) => notices.push(notice));

  const ended = await finishBatch(testContext(db), batch.id);

  expect(ended).toEqual({ ended: true, open_runs: 0 });
  const detail = await getBatch(testContext(db), batch.id);
  expect(detail).toMatchObject({
    status: "finished",
    reason_code: null,
    error: null,
    counts: { completed: 2, timeout: 1, queued: 0 },
  });
  expect(KpiBlock.parse(detail.summary)).toMatchObject({
    finished: 3,
    attempted: 3,
    completed_unchecked: { numerator: 2, denominator: 3 },
  });
  await vi.waitFor(() => expect(notices).toContainEqual({ kind: "batch", batch_id: batch.id }));
  unsubscribe();
});

test("called twice, or twice at once, a batch ends once and keeps its first ending", async () => {
  const batch = await makeRunningBatch(["completed"]);
  const ctx = testContext(db);

  const both = await Promise.all([finishBatch(ctx, batch.id), finishBatch(ctx, batch.id)]);
  const again = await finishBatch(ctx, batch.id, { failed: { reason_code: "buffer_full", error: "too late" } });

  expect(both.filter(({ ended }) => ended)).toHaveLength(1);
  expect(again.ended).toBe(false);
  expect(await getBatch(ctx, batch.id)).toMatchObject({ status: "finished", reason_code: null });
});

test.each(["queued", "running"] as const)("a batch with a %s run goes on", async (status) => {
  const batch = await makeRunningBatch(["completed", status]);

  expect(await finishBatch(testContext(db), batch.id)).toEqual({ ended: false, open_runs: 1 });
  expect(await getBatch(testContext(db), batch.id)).toMatchObject({ status: "running", summary: null });
});

test("a batch is cancelled when a cancel was asked for and stopped a run", async () => {
  const batch = await makeRunningBatch(["completed", "cancelled"], { cancel_requested_at: "2026-01-01T00:00:00.000Z" });
  await sayByUser(batch);

  await finishBatch(testContext(db), batch.id);

  expect(await getBatch(testContext(db), batch.id)).toMatchObject({ status: "cancelled", reason_code: null });
});

test("a cancel that came too late to stop anything leaves the batch finished", async () => {
  const batch = await makeRunningBatch(["completed", "timeout"], { cancel_requested_at: "2026-01-01T00:00:00.000Z" });

  await finishBatch(testContext(db), batch.id);

  expect(await getBatch(testContext(db), batch.id)).toMatchObject({ status: "finished", cancel_requested: true });
});

test("one run cancelled by itself does not make the batch cancelled", async () => {
  const batch = await makeRunningBatch(["completed", "cancelled"]);
  await sayByUser(batch);

  await finishBatch(testContext(db), batch.id);

  expect(await getBatch(testContext(db), batch.id)).toMatchObject({ status: "finished" });
});

test("a batch that ran out of credits failed, and says so", async () => {
  const batch = await makeRunningBatch(["completed", "out_of_credits", "out_of_credits"]);

  await finishBatch(testContext(db), batch.id);

  const detail = await getBatch(testContext(db), batch.id);
  expect(detail).toMatchObject({
    status: "failed",
    reason_code: "out_of_credits",
    error: "The provider refused 2 of 3 runs for lack of credits.",
  });
});

test("a batch of which every run was aborted failed for that reason", async () => {
  const batch = await makeBatch(db, { ...LEASE, runs: 0 });
  await makeRun(db, { batch, batch_index: 0, status: "aborted", reason_code: "worker_lost" });

  await finishBatch(testContext(db), batch.id);

  expect(await getBatch(testContext(db), batch.id)).toMatchObject({ status: "failed", reason_code: "worker_lost" });
});

test("a failure of the execution is kept with its reason, and so is what was measured", async () => {
  const batch = await makeRunningBatch(["completed", "aborted"]);

  await finishBatch(testContext(db), batch.id, {
    failed: { reason_code: "buffer_full", error: "The database was too slow." },
  });

  const detail = await getBatch(testContext(db), batch.id);
  expect(detail).toMatchObject({
    status: "failed",
    reason_code: "buffer_full",
    error: "The database was too slow.",
    summary: { finished: 2, attempted: 1 },
  });
});

test("a batch that does not exist is not found", async () => {
  await expect(finishBatch(testContext(db), 2_147_483_647)).rejects.toMatchObject({ code: "not_found" });
});

test.each<[RunStatus[], string | null]>([
  [["completed", "timeout"], "valid"],
  [["completed", "aborted"], "invalid"],
  [["cancelled"], null],
])("a batch of agents whose runs ended as %j is listed as %s", async (statuses, verdict) => {
  const batch = await makeRunningBatch(statuses);
  const ctx = testContext(db);

  await finishBatch(ctx, batch.id);

  const { data } = await listBatches(ctx, { filter: { search: String(batch.id) }, cursor: null, limit: 1 });
  expect(data).toMatchObject([{ id: batch.id, validity_verdict: verdict }]);
  expect((await getBatch(ctx, batch.id)).validity?.verdict ?? null).toBe(verdict);
});

test("a batch of agents beside another on its target is listed as suspect, and only that one", async () => {
  const started_at = "2026-03-01T00:00:00.000Z";
  const scenario = await makeScenario(db);
  const beside = await makeBatch(db, { ...LEASE, scenario, started_at, runs: 0 });
  const batch = await makeBatch(db, { ...LEASE, scenario, started_at, runs: 0 });
  const alone = await makeBatch(db, { ...LEASE, started_at, runs: 0 });
  for (const each of [batch, alone]) await makeRun(db, { batch: each, status: "completed" });
  const ctx = testContext(db);

  await finishBatches(ctx, [{ batch_id: batch.id }, { batch_id: alone.id }]);

  expect((await getBatch(ctx, batch.id)).validity).toMatchObject({
    verdict: "suspect",
    reasons: [{ code: "overlapping", sentence: expect.stringContaining(`batch ${beside.id}.`) }],
  });
  expect((await getBatch(ctx, alone.id)).validity).toEqual({ verdict: "valid", reasons: [] });
});
