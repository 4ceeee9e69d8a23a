import { CreateBatch } from "@tfbench/contracts";
import { createBatch, getBatch, getBatchReport } from "@tfbench/services";
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

const QUICK = { ttft_ms: 5, gap_ms: 1, output_tokens: 4 };
const partsOf = (batch_id: number) =>
  rig.db.query<{ load_part: string | null; due: number; batch_index: number }>(
    "SELECT load_part, (stamps ->> 'due')::float8 AS due, batch_index FROM runs WHERE batch_id = $1 ORDER BY batch_index",
    [batch_id],
  );

test("warm-up and cool-down are told by due time, and are in no figure of the batch, its report or its rollups", async () => {
  const load = { kind: "constant", rate_per_second: 50, duration_ms: 1_000 };

  const batch = await measured(QUICK, { load, warm_up_ms: 200, cool_down_ms: 300 });

  for (const { load_part, due } of await partsOf(batch.id))
    expect(load_part).toBe(due < 200 ? "warm_up" : due >= 700 ? "cool_down" : null);
  expect(batch.counts.completed).toBe(50);
  expect(batch.load_report).toMatchObject({
    runs: 25,
    attempted: 25,
    window: { from_ms: 200, to_ms: 680, warm_up_runs: 10, cool_down_runs: 15 },
  });
  expect(batch.load_report?.metrics["ttft_ms"]?.n).toBe(25);
  expect(batch.summary).toMatchObject({ finished: 25, attempted: 25 });
  expect(batch.engine_health?.runs).toBe(25);
  const report = await getBatchReport(rig.ctx, {
    id: batch.id,
    version: "1",
    base_url: "http://x",
    asks_for_token: false,
  });
  expect([report.order.length, report.distribution.total.n]).toEqual([25, 25]);
  expect(
    await rig.db.query("SELECT sum(runs)::int AS runs FROM run_rollups WHERE scenario_id = $1", [batch.scenario_id]),
  ).toEqual([{ runs: 25 }]);
});

test("warm-up runs come on top of those that are asked for, of a load as of a count", async () => {
  const load = { kind: "closed", runs: 6, concurrency: 2, start_spread_ms: 0 };

  const loaded = await measured(QUICK, { load, warm_up_runs: 4 });
  const counted = await measured(QUICK, { count: 3, warm_up_runs: 1 });

  expect(loaded).toMatchObject({ run_count: 10, load_report: { runs: 6, window: { warm_up_runs: 4 } } });
  expect((await partsOf(loaded.id)).map(({ load_part }) => load_part)).toEqual([
    ...["warm_up", "warm_up", "warm_up", "warm_up"],
    ...[null, null, null, null, null, null],
  ]);
  expect(counted).toMatchObject({ run_count: 4, load_report: { runs: 3, window: { warm_up_runs: 1 } } });
});
