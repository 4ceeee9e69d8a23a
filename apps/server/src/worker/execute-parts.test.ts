import { CreateBatch } from "@tfbench/contracts";
import { createBatch, getBatch } from "@tfbench/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorkerRig, type WorkerRig } from "./fixtures/worker-rig.ts";

let rig: WorkerRig;
beforeAll(async () => {
  rig = await openWorkerRig();
  await rig.startWorker();
});
afterAll(() => rig.close());

type Script = Parameters<WorkerRig["makeLoadScenario"]>[0];

async function measured(script: Script, order: object) {
  const scenario_id = await rig.makeLoadScenario(script);
  const { batch } = await createBatch(rig.ctx, CreateBatch.parse({ scenario_id, seed: 7, ...order }));
  expect(await rig.finalStatus(batch.id)).toBe("finished");
  return getBatch(rig.ctx, batch.id);
}

test("a share of the runs is broken off on purpose: counted, and in no rate", async () => {
  const load = { kind: "constant", rate_per_second: 100, runs: 40 };
  const cancellation = { share: 0.5, after_ms: { from: 20, to: 40 } };

  const batch = await measured({ ttft_ms: 300, gap_ms: 1, output_tokens: 4 }, { load, cancellation });

  const { cancelled = 0 } = batch.counts;
  expect(cancelled).toBeGreaterThan(8);
  expect(cancelled).toBeLessThan(32);
  expect(batch.load_report).toMatchObject({ runs: 40, attempted: 40 - cancelled, successes: 40 - cancelled });
  expect(batch.summary).toMatchObject({ finished: 40, attempted: 40 - cancelled });
  const broken = await rig.db.query<{ after_ms: number; reason_code: string; cancelled_by: string }>(
    `SELECT reason_code, cancelled_by, (stamps ->> 'closed')::float8 - (stamps ->> 'started')::float8 AS after_ms
     FROM runs WHERE batch_id = $1 AND status = 'cancelled'`,
    [batch.id],
  );
  expect(broken).toHaveLength(cancelled);
  for (const run of broken) {
    expect(run).toMatchObject({ reason_code: "cancellation_share", cancelled_by: "profile" });
    expect(run.after_ms).toBeGreaterThanOrEqual(20);
  }
});

test("a grace period ends what is still open after the last start, as what it is", async () => {
  const load = { kind: "burst", runs_per_burst: 3, every_ms: 1_000, runs: 3 };

  const batch = await measured({ ttft_ms: 1, gap_ms: 60_000, output_tokens: 3 }, { load, grace_ms: 100 });

  expect(batch.counts.timeout).toBe(3);
  expect(batch.load_report).toMatchObject({ attempted: 3, successes: 0, by_reason: { grace_over: 3 } });
});
