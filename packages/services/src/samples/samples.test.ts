import { makeBatch, makeScenario, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { rebuildRollups } from "../rollups/rebuild-rollups.ts";
import { triggerRun } from "../runs/trigger-run.ts";
import { updateScenario } from "../scenarios/update-scenario.ts";
import { writeLarge } from "../seeds/write-large.ts";
import { ensureBuiltinTargets } from "../targets/ensure-builtin-targets.ts";
import { auditOf, SIMULATOR_URL, testContext } from "../test-context.ts";
import { listSamples } from "./list-samples.ts";
import { loadSamples } from "./load-samples.ts";
import { removeSamples } from "./remove-samples.ts";

const PATIENCE_MS = 60_000;
let db: TestDatabase;
let ctx: Context;
beforeEach(async () => {
  db = await testDatabase();
  ctx = testContext(db);
  await ensureBuiltinTargets(ctx, {
    simulator_url: SIMULATOR_URL,
    tinyfish_base_url: "https://agent.tinyfish.ai",
    mock_mode: true,
  });
});
afterEach(() => db.close());

const shapeOf = async (shape: string) => (await listSamples(ctx)).shapes.find((each) => each.shape === shape);
const rollupText = () =>
  db.query(
    `SELECT origin, hour, scenario_id, runs, counts::text, encode(total_sketch, 'hex') AS total, encode(ttft_sketch, 'hex') AS ttft,
       encode(gap_sketch, 'hex') AS gaps FROM run_rollups ORDER BY origin, hour, scenario_id`,
  );
const count = async (from: string): Promise<unknown> =>
  (await db.query(`SELECT count(*)::int AS n FROM ${from}`))[0]?.["n"];

test("what is loaded is listed with its runs, and loading it again writes nothing", async () => {
  expect(await shapeOf("too_few")).toEqual({
    shape: "too_few",
    description: "Four runs, too few for any percentile.",
    scenarios: 1,
    runs: 4,
    is_loaded: false,
    loaded_runs: 0,
  });

  const first = await loadSamples(ctx, { shape: "too_few" });
  const second = await loadSamples(ctx, { shape: "too_few" });

  expect(first).toEqual({ shape: "too_few", is_new: true, runs: 4 });
  expect(second).toEqual({ shape: "too_few", is_new: false, runs: 4 });
  expect(await shapeOf("too_few")).toMatchObject({ is_loaded: true, loaded_runs: 4 });
  expect(await count("runs")).toBe(4);
});

test("two who load the same shape at once get it once", async () => {
  const both = await Promise.all([loadSamples(ctx, { shape: "stalls" }), loadSamples(ctx, { shape: "stalls" })]);

  expect(both.map(({ is_new }) => is_new).sort()).toEqual([false, true]);
  expect(await count("runs")).toBe(60);
});

test("the shape without runs is there when its scenario is", async () => {
  await loadSamples(ctx, { shape: "empty" });

  expect(await loadSamples(ctx, { shape: "empty" })).toEqual({ shape: "empty", is_new: false, runs: 0 });
  expect(await shapeOf("empty")).toMatchObject({ is_loaded: true, loaded_runs: 0 });
});

test(
  "after every step of a removal the rollups are what rebuilding them gives, and at the end nothing of the samples is left",
  async () => {
    await loadSamples(ctx, { shape: "demo" });
    await loadSamples(ctx, { shape: "timeouts" });
    const before = (await listSamples(ctx)).loaded_runs;
    let removed = 0;
    for (;;) {
      const step = await removeSamples(ctx, { limit: 300 });
      removed += step.removed_runs;
      const stored = await rollupText();
      await rebuildRollups(ctx);
      expect(await rollupText()).toEqual(stored);
      expect(step.remaining_runs).toBe(before - removed);
      if (step.remaining_runs === 0) break;
    }

    expect(removed).toBe(1_068);
    for (const table of ["runs", "run_events", "batches", "run_rollups", "scenarios", "automations"])
      expect([table, await count(table)]).toEqual([table, 0]);
    expect((await listSamples(ctx)).shapes.every(({ is_loaded }) => !is_loaded)).toBe(true);
  },
  PATIENCE_MS,
);

test(
  "runs that are no samples stay, with their rollups, scenarios and automations",
  async () => {
    const own = await makeScenario(db);
    const { run_ids } = await makeBatch(db, {
      scenario: own,
      runs: 2,
      status: "finished",
      finished_at: new Date().toISOString(),
      run_status: "completed",
    });
    await rebuildRollups(ctx);
    const ownRollups = await rollupText();
    await loadSamples(ctx, { shape: "demo" });
    const [used, changed] = await db.query<{ id: number }>("SELECT id FROM scenarios WHERE name <> $1 ORDER BY id", [
      own.name,
    ]);
    const { run } = await triggerRun(ctx, {
      scenario_id: used?.id ?? 0,
      count: 1,
      inputs: {},
      labels: {},
      confirm: false,
      confirm_above_usd: 1,
    });
    await updateScenario(ctx, { id: changed?.id ?? 0, name: "Mine now" });

    await removeSamples(ctx, { limit: 5_000 });

    const ids = async (table: string) =>
      (await db.query<{ id: number }>(`SELECT id FROM ${table} ORDER BY id`)).map(({ id }) => id);
    expect(await ids("runs")).toEqual([...run_ids, run.id].sort((a, b) => a - b));
    expect(await rollupText()).toEqual(ownRollups);
    expect(await ids("scenarios")).toEqual([own.id, used?.id, changed?.id]);
    expect(await count("automations")).toBe(3);
  },
  PATIENCE_MS,
);

test("the many runs of the large shape are removed like any others", async () => {
  await writeLarge(ctx, { runs: 1_200, days: 2, seed: 1 });

  const first = await removeSamples(ctx, { limit: 1_000 });
  const last = await removeSamples(ctx, { limit: 1_000 });

  expect([first, last]).toEqual([
    { removed_runs: 1_000, remaining_runs: 200 },
    { removed_runs: 200, remaining_runs: 0 },
  ]);
  expect([await count("run_rollups"), await count("scenarios"), await count("automations")]).toEqual([0, 0, 0]);
});

test("a removal goes on by at least one batch, and with nothing to remove changes nothing", async () => {
  await loadSamples(ctx, { shape: "stalls" });

  expect(await removeSamples(ctx, { limit: 1 })).toEqual({ removed_runs: 60, remaining_runs: 0 });
  expect(await removeSamples(ctx, { limit: 1 })).toEqual({ removed_runs: 0, remaining_runs: 0 });
  expect((await auditOf(db, "project", 1)).map(({ action }) => action)).toEqual(["seed", "remove_samples"]);
});

test("what was removed can be loaded again", async () => {
  await loadSamples(ctx, { shape: "too_few" });
  await removeSamples(ctx, { limit: 100 });

  expect(await loadSamples(ctx, { shape: "too_few" })).toMatchObject({ is_new: true, runs: 4 });
});
