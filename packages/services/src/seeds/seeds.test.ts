import { AppError, BatchDetail, Run } from "@tfbench/contracts";
import { testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getBatch } from "../batches/get-batch.ts";
import type { Context } from "../context.ts";
import { rebuildRollups } from "../rollups/rebuild-rollups.ts";
import { getRun } from "../runs/get-run.ts";
import { listRunEvents } from "../runs/list-run-events.ts";
import { listRuns } from "../runs/list-runs.ts";
import { triggerRun } from "../runs/trigger-run.ts";
import { ensureBuiltinTargets } from "../targets/ensure-builtin-targets.ts";
import { SIMULATOR_URL, testContext } from "../test-context.ts";
import type { ShapeName } from "./sample-shapes.ts";
import { seedOnce } from "./seed-once.ts";
import { seedShape } from "./seed-shape.ts";
import { writeLarge } from "./write-large.ts";

const NOW = new Date("2026-05-10T10:20:00.000Z");
let db: TestDatabase;
let ctx: Context;

async function freshDatabase(): Promise<{ db: TestDatabase; ctx: Context }> {
  const fresh = await testDatabase();
  const context = testContext(fresh, { settings: { mock_mode: true, simulator_url: SIMULATOR_URL, now: () => NOW } });
  await ensureBuiltinTargets(context, {
    simulator_url: SIMULATOR_URL,
    tinyfish_base_url: "https://agent.tinyfish.ai",
    mock_mode: true,
  });
  return { db: fresh, ctx: context };
}

beforeAll(async () => {
  ({ db, ctx } = await freshDatabase());
  await seedOnce(ctx);
});
afterAll(() => db.close());

const runsOf = async (batch_id: number) =>
  (await listRuns(ctx, { filter: { batch_id }, sort: "id", cursor: null, limit: 200 })).data;
async function shapeOf(name: ShapeName) {
  const written = await seedShape(ctx, name);
  return { written, runs: await runsOf(written.batch_ids[0] ?? 0) };
}
const rollupText = () =>
  db.query(
    "SELECT hour, scenario_id, runs, counts::text, encode(total_sketch, 'hex') AS total, encode(gap_sketch, 'hex') AS gaps FROM run_rollups ORDER BY hour, scenario_id",
  );

test("on a fresh start scenario 1 can be triggered at once, and what it does is simulated, not a sample", async () => {
  const { run } = await triggerRun(ctx, {
    scenario_id: 1,
    count: 1,
    inputs: {},
    labels: {},
    confirm: false,
    confirm_above_usd: 1,
  });

  expect(run).toMatchObject({
    scenario_id: 1,
    scenario_name: "Extract product prices",
    origin: "simulated",
    status: "queued",
  });
});

test("sample runs are of the origin sample, carry the label and read like any other run", async () => {
  const [batch] = await db.query<{ id: number }>("SELECT max(id) AS id FROM batches WHERE origin = 'sample'");
  const runs = await runsOf(batch?.id ?? 0);
  const completed = runs.find(({ status }) => status === "completed");

  expect(new Set(runs.map(({ origin, labels }) => `${origin} ${labels["sample"]}`))).toEqual(new Set(["sample demo"]));
  expect(Run.parse(await getRun(ctx, completed?.id ?? 0)).inter_token_stats?.count).toBeGreaterThan(1);
  const events = (await listRunEvents(ctx, { run_id: completed?.id ?? 0, after_seq: -1, limit: 100 })).data;
  expect([events[0]?.kind, events.at(-1)?.kind]).toEqual(["STARTED", "COMPLETE"]);
  const detail = await getBatch(ctx, batch?.id ?? 0);
  expect(BatchDetail.parse(detail)).toEqual(detail);
  expect(detail).toMatchObject({ status: "finished", summary: { finished: 9 } });
});

test("no sample run has a passed goal, because no check is defined that could say so", async () => {
  const goals = await db.query<{ goal: string }>(
    "SELECT DISTINCT goal FROM runs WHERE origin = 'sample' ORDER BY goal",
  );

  expect(goals.map(({ goal }) => goal)).toEqual(["blocked", "failed", "not_evaluated"]);
});

test("samples are written once: a second start adds none, and deleted ones do not come back", async () => {
  const { db: own, ctx: context } = await freshDatabase();
  const both = await Promise.all([seedOnce(context), seedOnce(context)]);
  await own.query("TRUNCATE run_rollups, run_events, runs, batches, scenarios, automations CASCADE");

  expect(both.filter((written) => written !== null)).toHaveLength(1);
  expect(await seedOnce(context)).toBeNull();
  expect(await own.query("SELECT id FROM automations")).toEqual([]);
  expect(await own.query("SELECT details ->> 'shape' AS shape FROM audit_log WHERE action = 'seed'")).toEqual([
    { shape: "demo" },
  ]);
  await own.close();
});

test("the same seed and time give the same data", async () => {
  const dump =
    "SELECT scenario_id, batch_index, status, goal, due_at, total_duration_ms, ttft_ms, cost_usd, tinyfish_run_id FROM runs WHERE origin = 'sample' AND labels ->> 'sample' = 'demo' ORDER BY id";
  const { db: own, ctx: context } = await freshDatabase();
  await seedOnce(context);

  const [here, there] = [await db.query(dump), await own.query(dump)];

  expect(there).toEqual(here);
  expect(here).toHaveLength(1008);
  await own.close();
}, 60_000);

test("the rollups of samples are what rebuilding them gives", async () => {
  const written = await rollupText();

  await rebuildRollups(ctx);

  expect(await rollupText()).toEqual(written);
});

test("stalls: every third run is silent for over half a minute", async () => {
  const { runs } = await shapeOf("stalls");

  const stalled = await Promise.all(runs.map(async ({ id }) => (await getRun(ctx, id)).inter_token_stats?.stalls));
  expect(stalled.slice(0, 6)).toEqual([1, 0, 0, 1, 0, 0]);
});

test("timeouts: a third of the runs, in every phase, keep what was measured before", async () => {
  const { runs } = await shapeOf("timeouts");

  const timeouts = runs.filter(({ status }) => status === "timeout");
  expect(timeouts).toHaveLength(20);
  expect(new Set(timeouts.map(({ phase }) => phase))).toEqual(
    new Set(["connect", "headers", "first_event", "idle", "total", "provider"]),
  );
  expect(timeouts.find(({ phase }) => phase === "idle")?.ttft_ms).not.toBeNull();
  expect(timeouts.find(({ phase }) => phase === "connect")?.ttft_ms).toBeNull();
});

test("dropped: a fifth of the runs never started", async () => {
  const { runs } = await shapeOf("dropped");

  const dropped = runs.filter(({ status }) => status === "dropped");
  expect(dropped).toHaveLength(12);
  expect(dropped.every(({ started_at, total_duration_ms }) => started_at === null && total_duration_ms === null)).toBe(
    true,
  );
});

test("outlier: one run takes several times as long as any other", async () => {
  const { runs } = await shapeOf("outlier");

  const [longest = 0, next = 0] = runs.map(({ total_duration_ms }) => total_duration_ms ?? 0).sort((a, b) => b - a);
  expect(longest).toBeGreaterThan(4 * next);
});

test("too_few: four runs, too few for a median", async () => {
  const { written } = await shapeOf("too_few");

  const { summary } = await getBatch(ctx, written.batch_ids[0] ?? 0);
  expect(summary?.total_duration_ms.p50).toMatchObject({ n: 4, value: null, needed: 6 });
});

test("empty: a scenario that has never run", async () => {
  const { written } = await shapeOf("empty");

  expect(written).toMatchObject({ batch_ids: [], runs: 0 });
  expect(written.scenario_ids).toHaveLength(1);
});

test("large: as many runs as asked for, spread over the period, with their rollups", async () => {
  const written = await writeLarge(ctx, { runs: 1_200, days: 2, seed: 1 });

  const [totals] = await db.query("SELECT sum(runs) AS runs FROM run_rollups WHERE scenario_id = ANY($1)", [
    written.scenario_ids,
  ]);
  const [{ data }, [batch]] = [
    await listRuns(ctx, {
      filter: { scenario_id: written.scenario_ids, status: ["timeout"] },
      sort: "-id",
      cursor: null,
      limit: 200,
    }),
    await db.query<{ id: number }>("SELECT max(id) AS id FROM batches WHERE scenario_id = ANY($1)", [
      written.scenario_ids,
    ]),
  ];
  expect(totals).toEqual({ runs: 1_200 });
  expect(data).toHaveLength(48);
  expect(BatchDetail.parse(await getBatch(ctx, batch?.id ?? 0)).counts.completed).toBeGreaterThan(70);
});

test("seeding twice adds to the scenarios that are there", async () => {
  const first = await seedShape(ctx, "too_few");
  const second = await seedShape(ctx, "too_few");

  expect(second.scenario_ids).toEqual(first.scenario_ids);
  expect(second.batch_ids).not.toEqual(first.batch_ids);
});

test("without any target there is nothing to hang samples on, which is said", async () => {
  const own = await testDatabase();

  await expect(seedOnce(testContext(own))).rejects.toBeInstanceOf(AppError);
  await own.close();
});
