import { CreateBatch } from "@tfbench/contracts";
import { cancelBatch, cancelRun, createBatch, getBatch } from "@tfbench/services";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openWorkerRig, type WorkerRig } from "./fixtures/worker-rig.ts";

let rig: WorkerRig;
beforeEach(async () => {
  rig = await openWorkerRig();
});
afterEach(() => rig.close());

test("1,000 runs triggered at once all end exactly once, at the provider and in every figure", async () => {
  await rig.startWorker();
  const scenario = await rig.makeScenario({ duration_ms: 0, steps: 2, outcome: "completed" }, { concurrency: 64 });

  const batch = await rig.trigger(scenario, 1_000);

  expect(await rig.finalStatus(batch)).toBe("finished");
  expect(await rig.statuses(batch)).toEqual({ completed: 1_000 });
  expect(rig.creations(scenario)).toBe(1_000);
  const [rollup] = await rig.db.query<{ runs: number }>(
    "SELECT sum(value::int)::int AS runs FROM run_rollups, jsonb_each_text(counts) WHERE scenario_id = $1 AND key LIKE 'completed/%'",
    [scenario],
  );
  expect(rollup?.runs).toBe(1_000);
  const [summary] = await rig.db.query<{ attempted: number }>(
    "SELECT (summary ->> 'attempted')::int AS attempted FROM batches WHERE id = $1",
    [batch],
  );
  expect(summary?.attempted).toBe(1_000);
}, 60_000);

test("agents are started no more once the budget of their batch is spent, and those that run go on", async () => {
  await rig.startWorker();
  const scenario_id = await rig.makeScenario({ duration_ms: 5, steps: 2, outcome: "completed" }, { concurrency: 2 });
  const budget = { max_usd: 0.05 };

  const { batch } = await createBatch(rig.ctx, CreateBatch.parse({ scenario_id, count: 60, budget }));

  expect(await rig.finalStatus(batch.id)).toBe("finished");
  const { counts, summary, ...ended } = await getBatch(rig.ctx, batch.id);
  expect(ended).toMatchObject({
    reason_code: "max_usd",
    error: expect.stringContaining("The budget of $0.05 was spent"),
  });
  expect((counts.completed ?? 0) + (counts.budget_stopped ?? 0)).toBe(60);
  expect(counts.budget_stopped).toBeGreaterThan(0);
  expect(summary?.attempted).toBe(counts.completed);
  expect(summary?.cost_usd.total).toBeGreaterThanOrEqual(0.05);
});

test("a trigger is executed although its job was lost with the process that had it", async () => {
  const scenario = await rig.makeScenario({ duration_ms: 10, outcome: "completed" });
  const batch = await rig.trigger(scenario, 1);
  await rig.db.query("DELETE FROM pgboss.job");
  await rig.db.query("UPDATE batches SET enqueued_at = now() - interval '1 hour' WHERE id = $1", [batch]);

  await rig.startWorker();

  expect(await rig.finalStatus(batch)).toBe("finished");
});

test("two workers and four batches never open more runs at a target than its limit", async () => {
  await rig.startWorker();
  await rig.startWorker();
  const scenario = await rig.makeScenario(
    { duration_ms: 60, steps: 1, outcome: "completed" },
    { concurrency: 2, max_in_flight: 3 },
  );

  const batches = await Promise.all([1, 2, 3, 4].map(() => rig.trigger(scenario, 4)));

  for (const batch of batches) expect(await rig.finalStatus(batch)).toBe("finished");
  const [overlap] = await rig.db.query<{ most: number }>(
    `SELECT max(open)::int AS most FROM (
       SELECT (SELECT count(*) FROM runs o WHERE o.scenario_id = $1 AND o.started_at <= r.started_at AND o.finished_at > r.started_at) AS open
       FROM runs r WHERE r.scenario_id = $1) AS at_each_start`,
    [scenario],
  );
  expect(overlap?.most).toBeLessThanOrEqual(3);
  expect(overlap?.most).toBeGreaterThan(0);
});

test("cancelling a batch ends its open runs at the provider too, and its queued ones without a request", async () => {
  await rig.startWorker();
  const scenario = await rig.makeScenario({ duration_ms: 60_000, steps: 3, outcome: "completed" }, { concurrency: 2 });
  const batch = await rig.trigger(scenario, 5);
  await rig.until(
    "SELECT 1 FROM runs WHERE batch_id = $1 AND status = 'running' AND tinyfish_run_id IS NOT NULL OFFSET 1",
    [batch],
  );

  await cancelBatch(rig.ctx, { id: batch });

  expect(await rig.finalStatus(batch)).toBe("cancelled");
  expect(await rig.statuses(batch)).toEqual({ cancelled: 5 });
  expect(rig.creations(scenario)).toBe(2);
  const open = await rig.db.query(
    "SELECT 1 FROM runs WHERE batch_id = $1 AND tinyfish_run_id IS NOT NULL AND provider_run ->> 'status' <> 'CANCELLED'",
    [batch],
  );
  expect(open).toEqual([]);
});

test("cancelling one run leaves the others of its batch alone", async () => {
  await rig.startWorker();
  const scenario = await rig.makeScenario({ duration_ms: 400, steps: 1, outcome: "completed" }, { concurrency: 3 });
  const batch = await rig.trigger(scenario, 3);
  await rig.until("SELECT 1 FROM runs WHERE batch_id = $1 AND status = 'running' OFFSET 2", [batch]);
  const [first] = await rig.db.query<{ id: number }>("SELECT id FROM runs WHERE batch_id = $1 AND batch_index = 0", [
    batch,
  ]);

  await cancelRun(rig.ctx, { id: first?.id ?? 0 });

  expect(await rig.finalStatus(batch)).toBe("finished");
  expect(await rig.statuses(batch)).toEqual({ cancelled: 1, completed: 2 });
});

test("a target whose key is not set fails the batch with a sentence that names the variable", async () => {
  await rig.startWorker();
  const scenario = await rig.makeScenario({ outcome: "completed" }, { credential: "env:NO_SUCH_KEY" });

  const batch = await rig.trigger(scenario, 2);

  expect(await rig.finalStatus(batch)).toBe("failed");
  const rows = await rig.db.query<{ status: string; error: string }>(
    "SELECT status, error FROM runs WHERE batch_id = $1",
    [batch],
  );
  expect(rows.map(({ status }) => status)).toEqual(["infra_error", "infra_error"]);
  expect(rows[0]?.error).toContain("NO_SUCH_KEY");
  expect(rig.creations(scenario)).toBe(0);
});

test("a worker that is stopped lets go of its batch, and the next one runs what had not started", async () => {
  const worker = await rig.startWorker();
  const scenario = await rig.makeScenario({ duration_ms: 300, steps: 1, outcome: "completed" }, { concurrency: 2 });
  const batch = await rig.trigger(scenario, 6);
  await rig.until(
    "SELECT 1 FROM runs WHERE batch_id = $1 AND status = 'running' AND tinyfish_run_id IS NOT NULL OFFSET 1",
    [batch],
  );

  await worker.stop();
  await rig.startWorker();

  expect(await rig.finalStatus(batch)).toBe("finished");
  const { aborted = 0, completed = 0 } = await rig.statuses(batch);
  expect(aborted + completed).toBe(6);
  expect(aborted).toBeLessThanOrEqual(2);
  expect(rig.creations(scenario)).toBe(6);
}, 60_000);
