import { DashboardKpis } from "@tfbench/contracts";
import type { KpiFilter, Origin, RunStatus } from "@tfbench/contracts";
import { FINISHED_RUN_COLUMNS, seeds } from "@tfbench/store";
import type { FinishedRun } from "@tfbench/store";
import { LogHistogram, gapStats } from "@tfbench/stats";
import {
  makeAutomation,
  makeBatch,
  makePlan,
  makeRun,
  makeScenario,
  makeTarget,
  testDatabase,
  testServerUrl,
} from "@tfbench/testkit";
import type { MadeBatch, TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listRunEvents } from "../runs/list-run-events.ts";
import { addToRollups } from "../rollups/add-to-rollups.ts";
import { rebuildRollups } from "../rollups/rebuild-rollups.ts";
import { testContext } from "../test-context.ts";
import { getDashboardKpis } from "./get-dashboard-kpis.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const NOW = "2026-05-10T10:20:00.000Z";
const kpisOf = (filter: Partial<KpiFilter> = {}) =>
  getDashboardKpis(
    testContext(db, {
      settings: { mock_mode: true, simulator_url: "http://127.0.0.1:8010", now: () => new Date(NOW) },
    }),
    { period: "24h", ...filter },
  );

type RunSpec = { due_at: string; status?: RunStatus; total_duration_ms?: number; cost_usd?: number; gapsMs?: number[] };

async function writeRuns(batch: MadeBatch, origin: Origin, specs: readonly RunSpec[]): Promise<number[]> {
  return db.transaction(async (tx) => {
    const ids: number[] = [];
    for (const [batch_index, { gapsMs = [], status = "completed", ...spec }] of specs.entries()) {
      const gaps = new LogHistogram();
      for (const gapMs of gapsMs) gaps.add(gapMs);
      ids.push(
        (
          await makeRun(tx, {
            batch,
            batch_index,
            origin,
            status,
            ...spec,
            ...(gapsMs.length > 0 ? { gap_sketch: Buffer.from(gaps.encode()) } : {}),
          })
        ).id,
      );
    }
    const runs = await tx.query<FinishedRun>(
      `SELECT ${FINISHED_RUN_COLUMNS} FROM runs WHERE id = ANY($1) AND finished_at IS NOT NULL`,
      [ids],
    );
    await addToRollups(tx, runs);
    return ids;
  });
}

test("an installation without runs shows an empty overview, not an error", async () => {
  const kpis = await kpisOf();

  expect(DashboardKpis.parse(kpis)).toEqual(kpis);
  expect(kpis).toMatchObject({
    origin: "sample",
    origins_available: [],
    series: [],
    recent_runs: [],
    queue: { queued: 0, running: 0, oldest_queued_at: null },
  });
  expect(kpis.current).toMatchObject({
    finished: 0,
    success: { value: null, denominator: 0 },
    cost_usd: { total: null, known: 0, of: 0 },
  });
});

test("samples are shown until there is a rehearsal, and rehearsals until there is one real run; they are never mixed", async () => {
  const batch = await makeBatch(db, { runs: 0 });
  const shown: [Origin, number, Origin[]][] = [];
  for (const origin of ["sample", "simulated", "real"] as const) {
    const one = await makeBatch(db, { runs: 0, origin });
    await writeRuns({ ...batch, id: one.id }, origin, [{ due_at: "2026-05-10T10:00:00.000Z", total_duration_ms: 10 }]);
    const kpis = await kpisOf({ scenario_id: batch.scenario_id });
    shown.push([kpis.origin, kpis.current.finished, kpis.origins_available]);
  }

  expect(shown).toEqual([
    ["sample", 1, ["sample"]],
    ["simulated", 1, ["simulated", "sample"]],
    ["real", 1, ["real", "simulated", "sample"]],
  ]);
  const asked = await kpisOf({ scenario_id: batch.scenario_id, origin: "sample" });
  expect(asked).toMatchObject({ origin: "sample", current: { finished: 1 } });
});

test("runs of endpoints stay out of figures of agents, and are shown alone and where they are asked for", async () => {
  const due_at = "2026-05-10T09:00:00.000Z";
  const { id: target_id } = await makeTarget(db);
  const chat = await makeAutomation(db, { provider: "openai" });
  const scenario = await makeScenario(db, { automation_id: chat.id, target_id });
  const endpoints = await makeBatch(db, { scenario, target_id, runs: 0 });
  const agents = await makeBatch(db, { scenario: await makeScenario(db, { target_id }), target_id, runs: 0 });

  await writeRuns(endpoints, "simulated", [{ due_at, total_duration_ms: 5 }]);
  const alone = await kpisOf({ target_id, origin: "simulated" });
  await writeRuns(agents, "simulated", [{ due_at, total_duration_ms: 9_000 }]);
  const together = await kpisOf({ target_id, origin: "simulated" });
  const asked = await kpisOf({ target_id, automation_id: chat.id, origin: "simulated" });

  expect(alone).toMatchObject({ measured: "endpoints", current: { finished: 1 } });
  expect(together).toMatchObject({ measured: "agents", current: { finished: 1 } });
  expect(together.series.map(({ scenario_id }) => scenario_id)).toEqual([agents.scenario_id]);
  expect(together.recent_runs).toHaveLength(2);
  expect(asked).toMatchObject({ measured: "endpoints", current: { finished: 1 } });
});

test("a run counts in the period in which it was due, this one or the one before", async () => {
  const batch = await makeBatch(db, { runs: 0, origin: "real" });
  const [, , latest] = await writeRuns(batch, "real", [
    { due_at: "2026-05-08T08:59:59.999Z", total_duration_ms: 1 },
    { due_at: "2026-05-08T09:00:00.000Z", total_duration_ms: 2, status: "timeout" },
    { due_at: "2026-05-10T10:59:59.999Z", total_duration_ms: 3, cost_usd: 0.25 },
    { due_at: "2026-05-09T10:00:00.000Z", total_duration_ms: 4 },
    { due_at: "2026-05-10T11:00:00.000Z", total_duration_ms: 5, status: "agent_failed" },
  ]);

  const { current, previous, recent_runs } = await kpisOf({ scenario_id: batch.scenario_id });

  expect(current).toMatchObject({
    finished: 2,
    attempted: 2,
    completed_unchecked: { numerator: 2, denominator: 2 },
    cost_usd: { total: 0.25, known: 1, of: 2 },
  });
  expect(previous).toMatchObject({ finished: 1, by_status: { timeout: 1 }, unfinished_share: 1 });
  expect(recent_runs).toHaveLength(5);
  expect(recent_runs[1]?.id).toBe(latest);
});

test("figures of few runs are exact: type 7 percentiles with rank intervals, gaps bootstrapped over runs", async () => {
  const batch = await makeBatch(db, { runs: 0, origin: "real" });
  await writeRuns(
    batch,
    "real",
    Array.from({ length: 40 }, (_, i) => ({
      due_at: "2026-05-10T09:30:00.000Z",
      total_duration_ms: 1000 + i,
      gapsMs: [100, 200 + i],
    })),
  );

  const { current } = await kpisOf({ scenario_id: batch.scenario_id });

  expect(current.total_duration_ms.p50).toMatchObject({
    value: 1019.5,
    n: 40,
    estimator: "type7",
    relative_error: null,
  });
  expect(current.total_duration_ms.p99).toMatchObject({ value: null, n: 40, needed: 299 });
  expect(current.gaps_ms).toMatchObject({ runs: 40, p50: { n: 80, estimator: "sketch" } });
  expect(current.gaps_ms.p50.low).not.toBeNull();
});

test("the chart has a line per scenario, with gaps where nothing ran", async () => {
  const batch = await makeBatch(db, { runs: 0, origin: "real" });
  await writeRuns(batch, "real", [
    { due_at: "2026-05-09T10:15:00.000Z", total_duration_ms: 100 },
    { due_at: "2026-05-09T12:15:00.000Z", total_duration_ms: 300 },
    { due_at: "2026-05-10T10:15:00.000Z", total_duration_ms: 500 },
  ]);

  const { series, bucket_ms, series_period, period } = await kpisOf({ scenario_id: batch.scenario_id });

  expect([bucket_ms, series_period]).toEqual([3_600_000, period]);
  expect(series).toHaveLength(1);
  expect(series[0]?.points).toHaveLength(25);
  expect(series[0]?.points.slice(0, 4).map(({ n, p50 }) => [n, p50])).toEqual([
    [1, 100],
    [0, null],
    [1, 300],
    [0, null],
  ]);
});

test("where all runs are of one hour, the chart covers that hour in minutes, in whatever order they ended", async () => {
  const batch = await makeBatch(db, { runs: 0, origin: "real" });
  await writeRuns(batch, "real", [
    { due_at: "2026-05-10T09:40:30.000Z", total_duration_ms: 300 },
    { due_at: "2026-05-10T09:10:30.000Z", total_duration_ms: 100 },
    { due_at: "2026-05-10T09:10:40.000Z", total_duration_ms: 100 },
  ]);

  const { series, bucket_ms, series_period } = await kpisOf({ scenario_id: batch.scenario_id });

  expect([bucket_ms, series_period]).toEqual([
    60_000,
    { from: "2026-05-10T09:09:00.000Z", to: "2026-05-10T09:42:00.000Z" },
  ]);
  expect(series[0]?.points).toHaveLength(33);
  expect(series[0]?.points.flatMap(({ from, n, p50 }) => (n > 0 ? [[from, n, p50]] : []))).toEqual([
    ["2026-05-10T09:10:00.000Z", 2, 100],
    ["2026-05-10T09:40:00.000Z", 1, 300],
  ]);
});

test("of many scenarios the twelve with the most runs are drawn", async () => {
  const automation_id = (await makeScenario(db)).automation_id;
  const names: string[] = [];
  for (let runs = 1; runs <= 13; runs += 1) {
    const scenario = await makeScenario(db, { automation_id });
    names.unshift(scenario.name);
    await writeRuns(
      await makeBatch(db, { scenario, runs: 0, origin: "real" }),
      "real",
      Array.from({ length: runs }, () => ({ due_at: "2026-05-10T09:30:00.000Z", total_duration_ms: 5 })),
    );
  }

  const { series, current } = await kpisOf({ automation_id });

  expect(current.finished).toBe(91);
  expect(series.map(({ scenario_name }) => scenario_name)).toEqual(names.slice(0, 12));
});

test("all time can be asked for", async () => {
  const kpis = await kpisOf({ from: "1970-01-01T00:00:00.000Z", to: "9999-12-31T00:00:00.000Z" });

  expect(DashboardKpis.parse(kpis)).toEqual(kpis);
  expect(kpis.series[0]?.points.length).toBeLessThanOrEqual(60);
});

test("the queue counts every run that waits or runs", async () => {
  const before = (await kpisOf()).queue;
  await makeBatch(db, { runs: 3 });

  const { queue } = await kpisOf();

  expect(queue.queued).toBe(before.queued + 3);
  expect(queue.oldest_queued_at).not.toBeNull();
});

async function writeBulk(runs: number): Promise<MadeBatch & { first_run_id: number }> {
  const scenario = await makeScenario(db);
  const plan = makePlan({
    scenario_id: scenario.id,
    automation_id: scenario.automation_id,
    target_id: scenario.target_id ?? 0,
    origin: "sample",
    runs: 100,
  });
  const gaps = gapStats([1000, 2000, 4000], 30_000);
  if (gaps === null) throw new Error("There are gaps.");
  const span = { from: "2026-05-09T10:00:00.000Z", to: "2026-05-10T10:00:00.000Z" };
  await seeds.insertBulkRuns(db, {
    project_id: 1,
    plans: [plan],
    runs,
    ...span,
    gap_sketches: [gaps.sketch],
    gap_stats: [gaps.stats],
  });
  await rebuildRollups(testContext(db));
  const [first] = await db.query<{ id: number }>("SELECT min(id) AS id FROM runs WHERE scenario_id = $1", [
    scenario.id,
  ]);
  return {
    id: 0,
    scenario_id: scenario.id,
    automation_id: scenario.automation_id,
    target_id: scenario.target_id ?? 0,
    run_ids: [],
    first_run_id: first?.id ?? 0,
  };
}

test("above 5,000 runs the figures come from merged hours, with their error stated and the same counts", async () => {
  const { scenario_id } = await writeBulk(5_100);

  const whole = (await kpisOf({ scenario_id, origin: "sample" })).current;
  const half = (
    await kpisOf({ scenario_id, origin: "sample", from: "2026-05-09T10:00:00.000Z", to: "2026-05-09T22:00:00.000Z" })
  ).current;

  expect(whole.finished).toBe(5_100);
  expect(whole.total_duration_ms.p95).toMatchObject({ estimator: "sketch", relative_error: 0.01, needed: null });
  expect(whole.by_status.completed).toBe(4_183);
  expect(half).toMatchObject({ finished: 2_550, total_duration_ms: { p95: { estimator: "type7" } } });
  const [ofWhole, ofHalf] = [whole.total_duration_ms.p50.value ?? 0, half.total_duration_ms.p50.value ?? 0];
  expect(Math.abs(ofWhole - ofHalf) / ofHalf).toBeLessThan(0.05);
}, 60_000);

// PostgreSQL serves its connections side by side; only PGlite has a queue to be fair in.
if (testServerUrl === null)
  test("others get their turn while the figures are read: small reads asked for meanwhile come back first", async () => {
    const { scenario_id, first_run_id } = await writeBulk(4_900);
    const order: string[] = [];

    const kpis = kpisOf({ scenario_id, origin: "sample" }).then(() => order.push("figures"));
    for (let read = 0; read < 3; read += 1) {
      await listRunEvents(testContext(db), { run_id: first_run_id, after_seq: -1, limit: 10 });
      order.push("events");
    }
    await kpis;

    expect(order).toEqual(["events", "events", "events", "figures"]);
  }, 60_000);
