import { BatchReport } from "@tfbench/contracts";
import type { BatchStatus, Goal, RunStatus } from "@tfbench/contracts";
import { mulberry32 } from "@tfbench/stats";
import { makeBatch, makeRun, makeScenario, testDatabase } from "@tfbench/testkit";
import type { MadeScenario, TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext } from "../test-context.ts";
import { getBatchReport } from "./get-batch-report.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const FACTS = { version: "1.2.3", base_url: "http://127.0.0.1:8000", asks_for_token: false };
const reportOf = (id: number) => getBatchReport(testContext(db), { id, ...FACTS });

const START_MS = Date.parse("2026-05-10T10:00:00.000Z");
const at = (offsetMs: number) => new Date(START_MS + offsetMs).toISOString();

type RunSpec = { status?: RunStatus; goal?: Goal; ms?: number; startMs?: number };

let batchesMade = 0;
/** Batches of one test never overlap: each begins a day after the one before. */
async function writeBatch(scenario: MadeScenario, runs: readonly RunSpec[], status: BatchStatus = "finished") {
  batchesMade += 1;
  const dayMs = batchesMade * 86_400_000;
  const isOpen = status === "running";
  const batch = await makeBatch(db, {
    scenario,
    runs: 0,
    status,
    started_at: at(dayMs),
    ...(isOpen ? { worker_id: "w", lease_until: at(dayMs) } : { finished_at: at(dayMs + 60_000) }),
  });
  const run_ids: number[] = [];
  for (const [batch_index, { ms, startMs = 0, status: run_status = "completed", ...spec }] of runs.entries()) {
    const isQueued = run_status === "queued";
    const isRunning = run_status === "running";
    const run = await makeRun(db, {
      batch,
      batch_index,
      status: run_status,
      ...spec,
      ...(isQueued ? {} : { started_at: at(dayMs + startMs) }),
      ...(isQueued || isRunning ? {} : { finished_at: at(dayMs + startMs + (ms ?? 0)) }),
      ...(ms === undefined ? {} : { total_duration_ms: ms, ttft_ms: ms / 10 }),
    });
    run_ids.push(run.id);
  }
  await db.query(
    "UPDATE batches SET run_count = $2, plan = jsonb_set(plan, '{load,runs}', to_jsonb($2::int)) WHERE id = $1",
    [batch.id, runs.length],
  );
  return { id: batch.id, run_ids };
}

const passed = (ms: number, startMs = 0): RunSpec => ({ goal: "passed", ms, startMs });

test("a finished batch is reported: headline, outcomes, order, case, distribution", async () => {
  const scenario = await makeScenario(db);
  const { id, run_ids } = await writeBatch(scenario, [
    ...Array.from({ length: 8 }, (_, i) => passed(1_000 * (i + 1), 100 * i)),
    { status: "timeout", startMs: 800 },
    { status: "aborted" },
  ]);

  const report = await reportOf(id);

  expect(BatchReport.parse(report)).toEqual(report);
  expect(report).toMatchObject({
    is_preliminary: false,
    planned: 10,
    ended: 10,
    headline: "89 % (57-98 %, 8/9) passed; typical run 5,000 ms (2,000-8,000); 1 of 9 without an end.",
    against: null,
    distribution: { total: { n: 9, ended: 8 } },
    validity: { verdict: "invalid", aborted: 1, reasons: [{ verdict: "invalid", code: "aborted" }] },
  });
  expect(report.order[1]).toEqual({
    run_id: run_ids[1],
    index: 1,
    started_offset_ms: 100,
    total_duration_ms: 2_000,
    ttft_ms: 200,
    status: "completed",
    goal: "passed",
  });
  expect(report.cases).toMatchObject([
    {
      label: "Without inputs",
      attempted: 9,
      passed: 8,
      is_flaky: true,
      box: { min: 1_000, median: 4_500, max: 8_000 },
    },
  ]);
  expect(report.outcomes[0]).toEqual({ status: "completed", goal: "passed", count: 8 });
});

test("while it runs the report says how much of it is known", async () => {
  const scenario = await makeScenario(db);
  const runs: RunSpec[] = [
    ...Array.from({ length: 7 }, () => passed(500)),
    { status: "running" },
    { status: "queued" },
  ];
  const { id } = await writeBatch(scenario, runs, "running");

  const report = await reportOf(id);

  expect(report).toMatchObject({ is_preliminary: true, planned: 9, ended: 7, against: null, block: { finished: 7 } });
  expect(report.headline).toMatch(/^Preliminary, 7 of 9 runs\. 100 % /);
  expect(report.order.map(({ started_offset_ms }) => started_offset_ms === null)).toEqual([
    ...Array.from({ length: 8 }, () => false),
    true,
  ]);
});

test("a batch whose runs all wait has nothing to say, and says it", async () => {
  const { id } = await writeBatch(await makeScenario(db), [{ status: "queued" }, { status: "queued" }], "running");

  expect(await reportOf(id)).toMatchObject({
    headline: "Preliminary, 0 of 2 runs. No run has finished.",
    throughput: [],
    cases: [{ attempted: 0, box: null, is_flaky: null }],
  });
});

const drawnBatch = (random: () => number, { typicalMs = 20_000, runs = 30 } = {}): RunSpec[] =>
  Array.from({ length: runs }, () => passed(typicalMs * (0.8 + 0.4 * random())));

test("it is held against the batch before it; without ten earlier ones the noise between batches is unknown", async () => {
  const scenario = await makeScenario(db);
  const random = mulberry32(7);
  const before = await writeBatch(scenario, drawnBatch(random));
  const after = await writeBatch(scenario, drawnBatch(random, { typicalMs: 30_000 }));

  const { against } = await reportOf(after.id);

  expect(against).toMatchObject({
    batch_id: before.id,
    note: expect.stringContaining("batch-to-batch noise is unknown"),
    total: { verdict: "worse", n_before: 30, n_after: 30 },
    success: { verdict: "too_few", unit: "points" },
  });
  expect(against?.total.sentence).toContain("batch-to-batch noise unknown");
  expect((await reportOf(before.id)).against).toBeNull();
});

test("with earlier batches that differ much, a change of that size is no finding", async () => {
  const scenario = await makeScenario(db);
  const random = mulberry32(8);
  for (let i = 0; i < 11; i += 1)
    await writeBatch(scenario, drawnBatch(random, { typicalMs: i % 2 === 0 ? 16_000 : 24_000, runs: 12 }));
  const { id } = await writeBatch(scenario, drawnBatch(random, { typicalMs: 24_000, runs: 12 }));

  const { against } = await reportOf(id);

  expect(against?.total.verdict).toBe("too_few");
  expect(against?.note).toMatch(/^Such batches usually differ by \+-\d\d % \(11 earlier ones\)/);
});

test("a batch of another definition is not what it is held against", async () => {
  const scenario = await makeScenario(db);
  const random = mulberry32(9);
  const other = await writeBatch(scenario, drawnBatch(random));
  await db.query("UPDATE batches SET plan = jsonb_set(plan, '{settings,guards}', '\"off\"') WHERE id = $1", [other.id]);
  const { id } = await writeBatch(scenario, drawnBatch(random));

  expect((await reportOf(id)).against).toBeNull();
});

test("later runs that were slower are told as drift", async () => {
  const scenario = await makeScenario(db);
  const random = mulberry32(10);
  const { id } = await writeBatch(scenario, [
    ...drawnBatch(random),
    ...drawnBatch(random, { typicalMs: 30_000 }),
    ...drawnBatch(random, { typicalMs: 40_000 }),
  ]);
  const steady = await writeBatch(scenario, drawnBatch(random, { runs: 60 }));

  expect((await reportOf(id)).drift).toMatch(/^Drift: the last third of the runs was \d+ % slower/);
  expect((await reportOf(steady.id)).drift).toBeNull();
});

test("throughput counts every start and every end once, and how many runs were open in between", async () => {
  const { id } = await writeBatch(await makeScenario(db), [passed(4_000, 0), passed(4_000, 4_000), passed(8_000, 0)]);

  const { throughput } = await reportOf(id);

  const sum = (key: "started" | "finished") => throughput.reduce((total, step) => total + step[key], 0);
  expect([sum("started"), sum("finished")]).toEqual([3, 3]);
  expect(throughput.every(({ in_flight }) => Math.abs(in_flight - 2) < 1e-9)).toBe(true);
  expect(throughput.at(-1)?.to_offset_ms).toBe(8_000);
});

test.each(["target", "key"])("other batches with the same %s at the same time make it suspect", async (shared) => {
  const scenario = await makeScenario(db);
  const { id } = await writeBatch(scenario, [passed(1_000)]);
  const [other, elsewhere] = [
    await makeBatch(db, { runs: 0, ...(shared === "target" ? { scenario } : {}) }),
    await makeBatch(db, { runs: 0 }),
  ];
  if (shared === "key")
    await db.query(
      `UPDATE batches SET plan = jsonb_set(plan, '{target,credential}', '"env:SHARED"') WHERE id = ANY($1)`,
      [[id, other.id]],
    );
  await db.query(
    `UPDATE batches b SET status = 'finished', started_at = this.started_at, finished_at = this.finished_at
     FROM batches this WHERE this.id = $1 AND b.id = ANY($2)`,
    [id, [other.id, elsewhere.id]],
  );

  const { validity } = await reportOf(id);

  expect(validity).toMatchObject({
    verdict: "suspect",
    reasons: [
      {
        code: "overlapping",
        sentence: `Other batches ran on the same target, or with the same key, at the same time: batch ${other.id}.`,
      },
    ],
  });
});

test("the command that reproduces it names its scenario, count and inputs, and never a token", async () => {
  const scenario = await makeScenario(db);
  const { id } = await writeBatch(scenario, [passed(1)]);
  await db.query("UPDATE batches SET plan = jsonb_set(plan, '{inputs}', $2::jsonb) WHERE id = $1", [
    id,
    JSON.stringify({ name: "O'Neil" }),
  ]);

  const { reproduce } = await getBatchReport(testContext(db), { id, ...FACTS, asks_for_token: true });

  expect(reproduce.curl).toBe(
    [
      "curl -X POST 'http://127.0.0.1:8000/api/v1/batches'",
      "-H 'content-type: application/json'",
      '-H "Authorization: Bearer $TFBENCH_ACCESS_TOKEN"',
      `-d '{"scenario_id":${scenario.id},"count":1,"inputs":{"name":"O'\\''Neil"}}'`,
    ].join(" \\\n  "),
  );
  expect(reproduce).toMatchObject({ server_version: "1.2.3", price_version: 1, definition_id: expect.any(String) });
});

test("the command that reproduces it asks for the same beside its load", async () => {
  const { id } = await writeBatch(await makeScenario(db), [passed(1)]);
  const beside = {
    budget: { max_errors: 3 },
    warm_up_runs: 2,
    grace_ms: 500,
    cancellation: { share: 0.1, after_ms: { from: 5, to: 9 } },
  };
  const load = { kind: "closed", runs: 12, concurrency: 1, start_spread_ms: 0 };
  const plan = JSON.stringify({ ...beside, load, seed: 3 });
  await db.query("UPDATE batches SET plan = plan || $2::jsonb WHERE id = $1", [id, plan]);

  const { reproduce } = await reportOf(id);

  const sent = JSON.parse(/-d '(.*)'$/.exec(reproduce.curl)?.[1] ?? "");
  // Those of the warm-up come on top.
  expect(sent).toMatchObject({ ...beside, load: { ...load, runs: 10 } });
});

test("a batch of very many runs is drawn by some of them, and says so", async () => {
  const scenario = await makeScenario(db);
  const { id } = await writeBatch(scenario, [passed(1_000)]);
  await db.query(
    `INSERT INTO runs (project_id, batch_id, batch_index, scenario_id, automation_id, target_id, origin, status, finished_at, started_at, total_duration_ms)
     SELECT project_id, batch_id, i, scenario_id, automation_id, target_id, origin, 'completed', finished_at, started_at, 1000 + i
     FROM runs, generate_series(1, 2500) i WHERE batch_id = $1`,
    [id],
  );

  const report = await reportOf(id);

  expect(report.order).toHaveLength(2_000);
  expect(report.order_note).toBe("2,000 of 2,501 runs, evenly picked.");
  expect(report.distribution.total.n).toBe(2_501);
  expect(report.cases[0]?.repeats).toHaveLength(500);
});

test("a batch that does not exist is refused", async () => {
  await expect(reportOf(2_000_000_000)).rejects.toMatchObject({ code: "not_found" });
});
