import { DashboardTrends } from "@tfbench/contracts";
import type { Goal, KpiFilter, RunStatus } from "@tfbench/contracts";
import { mulberry32 } from "@tfbench/stats";
import { FINISHED_RUN_COLUMNS, reportRuns } from "@tfbench/store";
import type { FinishedRun, ReportRun } from "@tfbench/store";
import { makeBatch, makeRun, makeScenario, testDatabase } from "@tfbench/testkit";
import type { MadeScenario, TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addToRollups } from "../rollups/add-to-rollups.ts";
import { testContext } from "../test-context.ts";
import { getDashboardTrends } from "./get-dashboard-trends.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const NOW = "2026-05-20T10:00:00.000Z";
const BEFORE_MS = Date.parse("2026-05-18T10:30:00.000Z");
const AFTER_MS = Date.parse("2026-05-19T10:30:00.000Z");
const HOUR_MS = 3_600_000;

const trendsOf = (filter: Partial<KpiFilter> = {}) =>
  getDashboardTrends(
    testContext(db, {
      settings: { mock_mode: true, simulator_url: "http://127.0.0.1:8010", now: () => new Date(NOW) },
    }),
    { period: "24h", ...filter },
  );

type Side = {
  fromMs: number;
  batches?: number;
  size?: number;
  typicalMs?: number;
  lost?: number;
  goal?: Goal;
  /** How often the rollups count each run: as if there were so many times the runs. */
  counted?: number;
};

/** Batches of one period: the first `lost` runs of each have no end. */
async function writeSide(scenario: MadeScenario, side: Side): Promise<void> {
  const { fromMs, batches = 12, size = 10, typicalMs = 20_000, lost = 0, goal = "not_evaluated", counted = 1 } = side;
  const random = mulberry32(scenario.id * 1_000 + Math.round(fromMs / HOUR_MS));
  await db.transaction(async (tx) => {
    const ids: number[] = [];
    for (let batch_number = 0; batch_number < batches; batch_number += 1) {
      const batch = await makeBatch(tx, { scenario, runs: 0 });
      for (let batch_index = 0; batch_index < size; batch_index += 1) {
        const status: RunStatus = batch_index < lost ? "timeout" : "completed";
        const run = await makeRun(tx, {
          batch,
          batch_index,
          status,
          goal: status === "completed" ? goal : "not_evaluated",
          due_at: new Date(fromMs + batch_number * HOUR_MS).toISOString(),
          cost_usd: 0.1,
          ...(status === "completed"
            ? { total_duration_ms: typicalMs * (0.8 + 0.4 * random()), ttft_ms: 2_000 * (0.9 + 0.2 * random()) }
            : {}),
        });
        ids.push(run.id);
      }
    }
    const rows = await tx.query<FinishedRun>(`SELECT ${FINISHED_RUN_COLUMNS} FROM runs WHERE id = ANY($1)`, [ids]);
    for (let time = 0; time < counted; time += 1) await addToRollups(tx, rows);
  });
}

test("an installation without runs has no finding, and every tile says why it has no change", async () => {
  const trends = await trendsOf({ scenario_id: 2_000_000_000 });

  expect(DashboardTrends.parse(trends)).toEqual(trends);
  expect(trends.findings).toEqual([]);
  expect(trends.changes.total_duration_ms).toMatchObject({
    verdict: "too_few",
    e: null,
    sentence: "No finished run in this period",
  });
  expect(trends.outcomes).toHaveLength(24);
  expect(trends.sparks.total_duration_ms.every(({ value, n }) => value === null && n === 0)).toBe(true);
});

test("a scenario that got 40 % slower is found, with interval and the runs behind it; one that did not is not", async () => {
  const slower = await makeScenario(db);
  const steady = await makeScenario(db);
  for (const scenario of [slower, steady]) await writeSide(scenario, { fromMs: BEFORE_MS });
  await writeSide(slower, { fromMs: AFTER_MS, typicalMs: 28_000 });
  await writeSide(steady, { fromMs: AFTER_MS });

  const { findings } = await trendsOf();
  const mine = findings.filter(({ scenario_id }) => scenario_id === slower.id || scenario_id === steady.id);

  expect(mine.map(({ scenario_id, kind, verdict }) => [scenario_id, kind, verdict])).toEqual([
    [slower.id, "slower", "worse"],
  ]);
  expect(mine[0]).toMatchObject({
    n_before: 120,
    n_after: 120,
    unit: "log_ratio",
    tail: { verdict: "worse" },
    runs_filter: { scenario_id: [slower.id], origin: "simulated", from: "2026-05-19T10:00:00.000Z" },
  });
  expect(mine[0]?.e).toBeCloseTo(Math.log(1.4), 1);
  expect(mine[0]?.sentence).toMatch(/^Total time: \d+ % \(\d+ to \d+ %\) slower than the 24 hours before; p95 \d+ %/);
});

test("the figure of several scenarios is the change within them: a mix that changed makes no change of its own", async () => {
  const quick = await makeScenario(db);
  const slow = await makeScenario(db, { automation_id: quick.automation_id });
  await writeSide(quick, { fromMs: BEFORE_MS, size: 18, typicalMs: 5_000 });
  await writeSide(slow, { fromMs: BEFORE_MS, size: 2, typicalMs: 80_000 });
  await writeSide(quick, { fromMs: AFTER_MS, size: 2, typicalMs: 5_000 });
  await writeSide(slow, { fromMs: AFTER_MS, size: 18, typicalMs: 80_000 });

  const { changes } = await trendsOf({ automation_id: quick.automation_id });

  expect(changes.total_duration_ms.verdict).not.toBe("worse");
  expect(changes.total_duration_ms.e).toBeLessThan(0.1);
  expect(changes.total_duration_ms.sentence).toContain("over 2 scenarios; the mix of scenarios changed");
});

test("more runs without an end make a rate worse, in points with its interval", async () => {
  const scenario = await makeScenario(db);
  await writeSide(scenario, { fromMs: BEFORE_MS });
  await writeSide(scenario, { fromMs: AFTER_MS, lost: 3 });

  const { changes, findings } = await trendsOf({ scenario_id: scenario.id });

  expect(changes.completed_unchecked).toMatchObject({ verdict: "worse", unit: "points", n_before: 120, n_after: 120 });
  expect(changes.completed_unchecked.e).toBeCloseTo(0.3, 9);
  expect(changes.completed_unchecked.sentence).toMatch(/^30 points \(\d+ to \d+\) lower than the 24 hours before$/);
  expect(findings.map(({ kind }) => kind)).toContain("completed_down");
});

test("where no run could pass, success has no change, not one of 0", async () => {
  const scenario = await makeScenario(db);
  for (const fromMs of [BEFORE_MS, AFTER_MS]) await writeSide(scenario, { fromMs });

  const { changes } = await trendsOf({ scenario_id: scenario.id });

  expect(changes.success).toMatchObject({
    verdict: "too_few",
    e: null,
    sentence: "No run was judged as passed in either period",
  });
});

test("a fall of success where runs are judged is found", async () => {
  const scenario = await makeScenario(db);
  await writeSide(scenario, { fromMs: BEFORE_MS, goal: "passed" });
  await writeSide(scenario, { fromMs: AFTER_MS, goal: "passed", lost: 4 });

  const { findings, changes } = await trendsOf({ scenario_id: scenario.id });

  expect(changes.completed_unchecked.sentence).toBe(
    "Runs are judged here: end-to-end success is the figure to compare",
  );
  expect(findings.find(({ kind }) => kind === "success_down")).toMatchObject({ e: 0.4, verdict: "worse" });
});

test("few batches that differ are said to have unknown noise between batches", async () => {
  const scenario = await makeScenario(db);
  await writeSide(scenario, { fromMs: BEFORE_MS, batches: 2, size: 40 });
  await writeSide(scenario, { fromMs: AFTER_MS, batches: 2, size: 40, typicalMs: 40_000 });

  const { changes } = await trendsOf({ scenario_id: scenario.id });

  expect(changes.total_duration_ms.sentence).toContain("batch-to-batch noise unknown");
});

test("a scenario that ran in one period only is compared with nothing", async () => {
  const scenario = await makeScenario(db);
  await writeSide(scenario, { fromMs: AFTER_MS });

  const { changes } = await trendsOf({ scenario_id: scenario.id });

  expect(changes.total_duration_ms.sentence).toBe("No finished run in the 24 hours before, nothing to compare with");
});

test("steps count what was due in them, and a step without a run is a gap", async () => {
  const scenario = await makeScenario(db);
  await writeSide(scenario, { fromMs: AFTER_MS, batches: 1, lost: 2 });

  const { outcomes, sparks } = await trendsOf({ scenario_id: scenario.id });

  expect(outcomes[0]).toMatchObject({ finished: 10, by_status: { completed: 8, timeout: 2 } });
  expect(outcomes[1]).toMatchObject({ finished: 0 });
  expect(sparks.total_duration_ms[0]).toMatchObject({ n: 8, value: expect.any(Number) });
  expect(sparks.total_duration_ms[1]).toMatchObject({ n: 0, value: null });
  expect(sparks.completed_unchecked[0]).toMatchObject({ n: 10, value: 0.8 });
});

test("some thousand runs are compared whole, the same on every reading", async () => {
  const scenario = await makeScenario(db);
  for (const fromMs of [BEFORE_MS, AFTER_MS]) await writeSide(scenario, { fromMs, size: 120 });

  const [first, second] = [await trendsOf({ scenario_id: scenario.id }), await trendsOf({ scenario_id: scenario.id })];

  expect(first).toEqual(second);
  expect(first.changes.total_duration_ms.n_before).toBe(1_440);
  expect(first.changes.completed_unchecked.n_before).toBe(1_440);
  expect(first.note).not.toContain("sample");
});

test("very many runs are compared by a sample of them, the same on every reading, and the note says so", async () => {
  const scenario = await makeScenario(db);
  for (const fromMs of [BEFORE_MS, AFTER_MS]) await writeSide(scenario, { fromMs, size: 120, counted: 4 });

  const [first, second] = [await trendsOf({ scenario_id: scenario.id }), await trendsOf({ scenario_id: scenario.id })];

  expect(first).toEqual(second);
  expect(first.changes.total_duration_ms.n_before).toBeGreaterThan(600);
  expect(first.changes.total_duration_ms.n_before).toBeLessThan(840);
  expect(first.changes.completed_unchecked.n_before).toBe(5_760);
  expect(first.note).toContain("Times and costs of one scenario with very many runs are compared on a random sample");
});

test("a sample holds its share of every place in the batch and of slow and quick runs alike", async () => {
  const scenario = await makeScenario(db);
  await writeSide(scenario, { fromMs: AFTER_MS, size: 120 });
  const window = { project_id: 1, origin: "simulated" as const, from: new Date(AFTER_MS).toISOString(), to: NOW };
  const read = (stride: number) => reportRuns.sample(db, window, [{ scenario_id: scenario.id, stride }]);

  const [all, sample] = [await read(1), await read(3)];

  const shareOf = (belongs: (run: ReportRun, index: number) => boolean) => {
    const ids = new Set(all.filter(belongs).map(({ id }) => id));
    return sample.filter(({ id }) => ids.has(id)).length / ids.size;
  };
  expect(all).toHaveLength(1_440);
  const parts = [
    ...[0, 1, 2].map((rest) => shareOf(({ id }) => id % 3 === rest)),
    shareOf((_, index) => index % 120 < 60),
    shareOf(({ total_duration_ms }) => (total_duration_ms ?? 0) > 20_000),
  ];
  // A third, give or take four standard errors of the smallest part.
  for (const part of parts) expect(Math.abs(part - 1 / 3)).toBeLessThan(0.087);
});

test("trends asked for again are the same without comparing again, and new runs are in them at once", async () => {
  const scenario = await makeScenario(db);
  await writeSide(scenario, { fromMs: BEFORE_MS });
  await writeSide(scenario, { fromMs: AFTER_MS });
  const sampled: string[] = [];
  const settings = { mock_mode: true, simulator_url: "http://127.0.0.1:8010", now: () => new Date(NOW) };
  const watched = {
    ...db,
    query: <Row extends Record<string, unknown>>(text: string, values?: unknown[]) => {
      if (text.includes("sampled.stride")) sampled.push(text);
      return db.query<Row>(text, values);
    },
  };
  const ask = () => getDashboardTrends(testContext(watched, { settings }), { period: "24h", scenario_id: scenario.id });

  const first = await ask();
  const readOnce = sampled.length;
  const again = await ask();
  const readAgain = sampled.length - readOnce;
  await writeSide(scenario, { fromMs: AFTER_MS, batches: 3, typicalMs: 60_000 });
  const later = await ask();

  expect(readOnce).toBeGreaterThan(0);
  expect(again).toEqual(first);
  expect(readAgain).toBe(0);
  expect(later).toEqual(await trendsOf({ scenario_id: scenario.id }));
  expect(later.changes.total_duration_ms).not.toEqual(first.changes.total_duration_ms);
});
