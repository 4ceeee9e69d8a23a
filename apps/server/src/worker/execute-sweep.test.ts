import { CreateSweep } from "@tfbench/contracts";
import { cancelSweep, createSweep, getBatch, getSweep, listSweeps } from "@tfbench/services";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openWorkerRig, type WorkerRig } from "./fixtures/worker-rig.ts";
import type { Worker } from "./start-worker.ts";

let rig: WorkerRig;
const workers: Worker[] = [];
beforeAll(async () => {
  rig = await openWorkerRig();
});
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop();
});
afterAll(() => rig.close());

const QUICK = { ttft_ms: 10, gap_ms: 2, output_tokens: 6 };
const CLOSED = { kind: "closed", runs: 24, concurrency: 1, start_spread_ms: 0 };
const startWorkers = async (count: number) => {
  for (let n = 0; n < count; n += 1) workers.push(await rig.startWorker());
};
async function sweep(changes: Record<string, unknown>, script: Record<string, unknown> = QUICK, key?: string) {
  const scenario_id = changes["scenario_id"] ?? (await rig.makeLoadScenario(script));
  const input = CreateSweep.parse({ scenario_id, load: CLOSED, levels: [1, 2, 4], seed: 7, ...changes });
  return createSweep(rig.ctx, { ...input, idempotency_key: key });
}
const ended = (id: number) =>
  rig.until(`SELECT 1 FROM batches WHERE sweep_id = $1 HAVING bool_and(finished_at IS NOT NULL)`, [id]);

test("levels are measured one after another, also by several workers, and each says what it showed", async () => {
  const { sweep: created } = await sweep({});
  await startWorkers(2);

  await ended(created.id);

  expect(created).toMatchObject({ status: "queued", ended_levels: 0, axis: "concurrency" });
  const { levels, ...done } = await getSweep(rig.ctx, created.id);
  expect(done).toMatchObject({ status: "finished", ended_levels: 3 });
  expect(
    await rig.db.query(
      "SELECT r.batch_index, r.status, r.reason_code, r.error FROM runs r JOIN batches b ON b.id = r.batch_id WHERE b.sweep_id = $1 AND r.status <> 'completed'",
      [created.id],
    ),
  ).toEqual([]);
  expect(levels.map(({ level, batch }) => [level, batch.counts.completed, batch.sweep_id])).toEqual([
    [1, 24, created.id],
    [2, 24, created.id],
    [4, 24, created.id],
  ]);
  for (const [at, { batch, figures, state }] of levels.entries()) {
    const before = levels[at - 1]?.batch.finished_at ?? null;
    if (before !== null) expect(Date.parse(batch.started_at ?? "")).toBeGreaterThanOrEqual(Date.parse(before));
    expect(figures).toMatchObject({ attempted: 24, successes: 24 });
    expect(Object.keys(figures?.metrics ?? {})).toContain("ttft_ms");
    expect(Object.keys(figures?.metrics ?? {})).not.toContain("output_tokens");
    // On a machine that is busy otherwise a level may rightly be invalid.
    expect(["measured", "invalid"]).toContain(state);
  }
  const rates = levels.map(({ figures }) => figures?.throughput.completed_per_second ?? 0);
  expect(rates[2]).toBeGreaterThan(rates[0] ?? 0);
  expect((await listSweeps(rig.ctx, { cursor: null, limit: 5 })).data[0]).toMatchObject({
    id: created.id,
    levels: [1, 2, 4],
    status: "finished",
  });
});

test("levels of a rate send prompts of their own at times of their own", async () => {
  const load = { kind: "poisson", rate_per_second: 1, runs: 8 };
  const { sweep: created } = await sweep({ load, levels: [40, 80] });

  const plans = await Promise.all(created.levels.map(async ({ batch }) => (await getBatch(rig.ctx, batch.id)).plan));

  expect(plans.map(({ load: of }) => of)).toMatchObject([{ rate_per_second: 40 }, { rate_per_second: 80 }]);
  expect(new Set(plans.map(({ seed }) => seed)).size).toBe(2);
  await cancelSweep(rig.ctx, { id: created.id });
});

test("cancelling a sweep stops the level that is measured, and those that wait are never begun", async () => {
  const long = { ttft_ms: 5, gap_ms: 1_000, output_tokens: 600 };
  const { sweep: created } = await sweep({}, long);
  await startWorkers(1);
  await rig.until(
    "SELECT 1 FROM runs r JOIN batches b ON b.id = r.batch_id WHERE b.sweep_id = $1 AND r.status = 'running'",
    [created.id],
  );

  await cancelSweep(rig.ctx, { id: created.id });

  await ended(created.id);
  const { status, levels } = await getSweep(rig.ctx, created.id);
  expect(status).toBe("cancelled");
  expect(levels.map(({ state, batch }) => [state, batch.status])).toEqual([
    ["cut", "cancelled"],
    ["cut", "cancelled"],
    ["cut", "cancelled"],
  ]);
  expect(levels[1]?.batch.started_at).toBeNull();
  await expect(cancelSweep(rig.ctx, { id: created.id })).rejects.toMatchObject({ code: "not_cancellable" });
});

test("a level that fails says so, and the levels after it are measured all the same", async () => {
  const { sweep: created } = await sweep({ levels: [1, 2] }, { ...QUICK, fault: { kind: "http_500" } });
  await startWorkers(1);

  await ended(created.id);

  const { levels } = await getSweep(rig.ctx, created.id);
  expect(levels.map(({ figures }) => figures?.successes)).toEqual([0, 0]);
  for (const { state } of levels) expect(["no_success", "invalid"]).toContain(state);
});

test("the same key makes one sweep, however often it is sent", async () => {
  const scenario_id = await rig.makeLoadScenario(QUICK);
  const first = await sweep({ scenario_id }, QUICK, "one-sweep");

  const again = await sweep({ scenario_id }, QUICK, "one-sweep");

  expect(again).toMatchObject({ is_replayed: true, sweep: { id: first.sweep.id } });
  await cancelSweep(rig.ctx, { id: first.sweep.id });
});

test("agents are not swept, and a sweep that is not there is not found", async () => {
  const scenario_id = await rig.makeScenario({ outcome: "completed" });

  await expect(sweep({ scenario_id })).rejects.toMatchObject({
    code: "invalid_input",
    fields: [expect.objectContaining({ field: "scenario_id" })],
  });
  await expect(getSweep(rig.ctx, 99_999)).rejects.toMatchObject({ code: "not_found" });
});
