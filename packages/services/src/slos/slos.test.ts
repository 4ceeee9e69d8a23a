import { CreateScenario, SloReport } from "@tfbench/contracts";
import type { Goal, RunStatus } from "@tfbench/contracts";
import { makeAutomation, makeBatch, makeRun, makeScenario, makeTarget, testDatabase } from "@tfbench/testkit";
import type { MadeBatch, MadeScenario, TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createBatch } from "../batches/create-batch.ts";
import { finishBatch } from "../batches/finish-batch.ts";
import { getBatch } from "../batches/get-batch.ts";
import { exportCatalogue } from "../catalogue/export-catalogue.ts";
import { createScenario } from "../scenarios/create-scenario.ts";
import { getScenarioReport } from "../scenarios/get-scenario-report.ts";
import { updateScenario } from "../scenarios/update-scenario.ts";
import { testContext } from "../test-context.ts";
import { sloOfBatch } from "./slo-of-batch.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const START = Date.parse("2026-03-01T00:00:00.000Z");
type RunSpec = { status?: RunStatus; goal?: Goal; total_duration_ms?: number };

async function writeBatch(
  specs: readonly RunSpec[],
  { slos, scenario, plan = {} }: { slos: readonly string[]; scenario?: MadeScenario; plan?: Record<string, unknown> },
): Promise<MadeBatch> {
  const batch = await makeBatch(db, {
    status: "running",
    worker_id: "w",
    lease_until: "2099-01-01T00:00:00.000Z",
    runs: 0,
    ...(scenario && { scenario }),
  });
  await db.query("UPDATE batches SET plan = plan || $2::jsonb WHERE id = $1", [
    batch.id,
    JSON.stringify({ slos, ...plan }),
  ]);
  for (const [batch_index, spec] of specs.entries()) {
    const due_at = new Date(START + batch_index * 500).toISOString();
    await makeRun(db, {
      batch,
      batch_index,
      due_at,
      status: "completed",
      goal: "passed",
      total_duration_ms: 100,
      ...spec,
    });
  }
  return batch;
}

const ended = async (specs: readonly RunSpec[], given: Parameters<typeof writeBatch>[1]) => {
  const batch = await writeBatch(specs, given);
  await finishBatch(testContext(db), batch.id);
  return batch;
};
const reportOf = async ({ id }: { id: number }) => sloOfBatch({ db }, await getBatch(testContext(db), id));
const many = (count: number, spec: RunSpec = {}): RunSpec[] => Array.from({ length: count }, () => spec);

test("a scenario keeps its objectives, its batches freeze them, and an edit reaches only later ones", async () => {
  const ctx = testContext(db);
  const { id: automation_id } = await makeAutomation(db);
  const { id: target_id } = await makeTarget(db);
  const name = crypto.randomUUID();
  const slos = ["success >= 0.9", "total_duration_ms < 200"];

  const scenario = await createScenario(ctx, CreateScenario.parse({ name, automation_id, target_id, slos }));
  const { batch } = await createBatch(ctx, {
    scenario_id: scenario.id,
    count: 1,
    inputs: {},
    labels: {},
    confirm: false,
    confirm_above_usd: 1,
  });
  const changed = await updateScenario(ctx, { id: scenario.id, slos: [] });
  const again = await updateScenario(ctx, { id: scenario.id, slos: [] });

  expect(scenario.slos).toEqual(slos);
  expect([changed.slos, again.slos]).toEqual([[], []]);
  expect((await getBatch(ctx, batch.id)).plan.slos).toEqual(slos);
});

test("an update that names no objectives leaves them, and an export carries them", async () => {
  const ctx = testContext(db);
  const { id: automation_id } = await makeAutomation(db);
  const slos = ["p95(response_ms) < 800"];
  const { id } = await createScenario(ctx, CreateScenario.parse({ name: crypto.randomUUID(), automation_id, slos }));

  const changed = await updateScenario(ctx, { id, description: "d" });
  const { scenarios } = await exportCatalogue(ctx, { scenario_id: [id] });

  expect(changed.slos).toEqual(slos);
  expect(scenarios?.[0]?.slos).toEqual(slos);
  await updateScenario(ctx, { id, slos: [] });
  expect((await exportCatalogue(ctx, { scenario_id: [id] })).scenarios?.[0]).not.toHaveProperty("slos");
});

test("another objective begins a new definition, and the history names it", async () => {
  const scenario = await makeScenario(db);
  const first = await writeBatch(many(1), { scenario, slos: ["success >= 0.9"] });
  const second = await writeBatch(many(1), { scenario, slos: ["success >= 0.95"] });

  const { definitions } = await getScenarioReport(testContext(db), {
    id: scenario.id,
    period: "7d",
    origin: "simulated",
  });

  expect(definitions.map(({ batch_id, fields }) => [batch_id, fields])).toEqual([
    [second.id, ["slos"]],
    [first.id, []],
  ]);
});

test("a batch is held against the objectives of its plan, over all attempted runs", async () => {
  const specs = [
    ...many(30),
    ...many(5, { total_duration_ms: 900 }),
    ...many(5, { status: "timeout", goal: "not_evaluated" }),
  ];
  const batch = await ended([...specs, { status: "cancelled" }], {
    slos: ["total_duration_ms < 200", "success >= 0.5", "p50(total_duration_ms) < 50", "error <= 0.02"],
  });

  const report = await reportOf(batch);

  expect(SloReport.parse(report)).toEqual(report);
  expect(report).toMatchObject({
    slo_attainment: { numerator: 30, denominator: 40 },
    effective_n: 40,
    goodput: { good: 30, window_ms: 19_500, per_second: 30 / 19.5 },
    verdicts: [
      { text: "success >= 0.5", verdict: "met", good: 35, n: 40 },
      { text: "p50(total_duration_ms) < 50", verdict: "breached", value: 100, unit: "ms" },
      { text: "error <= 0.02", subject: "error", verdict: "breached", value: 0.125 },
    ],
    notes: [],
  });
});

test("a batch without objectives has no such report, nor one planned before there were any", async () => {
  const batch = await ended(many(1), { slos: [] });
  await db.query("UPDATE batches SET plan = plan - 'slos' WHERE id = $1", [batch.id]);

  expect(await reportOf(batch)).toBeNull();
});

test("while it runs nothing is decided, and a batch that was cut short or is invalid decides nothing", async () => {
  const slos = ["success >= 0.9"];
  const failed = many(9, { goal: "failed" });
  const running = await writeBatch([...failed, { status: "running" }], { slos });
  const cancelled = await writeBatch([...failed, { status: "cancelled" }], { slos });
  await db.query("UPDATE runs SET cancelled_by = 'user' WHERE batch_id = $1 AND status = 'cancelled'", [cancelled.id]);
  await db.query("UPDATE batches SET cancel_requested_at = now() WHERE id = $1", [cancelled.id]);
  await finishBatch(testContext(db), cancelled.id);
  const invalid = await ended([...failed, { status: "aborted" }], { slos });

  const reports = await Promise.all([running, cancelled, invalid].map(reportOf));

  expect(reports.map((report) => report?.verdicts.map(({ verdict, reason }) => [verdict, reason]))).toEqual([
    [["unproven", "preliminary"]],
    [["unproven", "stopped"]],
    [["unproven", "invalid"]],
  ]);
});

test("under an open load with a ceiling it is said which figure counts the wait for a slot", async () => {
  const batch = await ended(many(2), {
    slos: ["ttft_ms < 200", "p95(response_ms) < 800"],
    plan: { load: { kind: "constant", rate_per_second: 2, runs: 2, max_in_flight: 4, on_full: "wait" } },
  });

  expect((await reportOf(batch))?.notes).toEqual([
    "ttft_ms counts from each run's start: what a run waited for one of 4 places is not in it. response_ttft_ms counts it.",
  ]);
});

test("a period is held against what the scenario asks for now, whatever its batches were planned with", async () => {
  const scenario = await makeScenario(db);
  await ended(many(3, { goal: "failed" }), { scenario, slos: [] });
  await updateScenario(testContext(db), { id: scenario.id, slos: ["success >= 0.9", "total_duration_ms < 200"] });

  const { slo } = await getScenarioReport(testContext(db), {
    id: scenario.id,
    from: "2026-03-01T00:00:00.000Z",
    to: "2026-03-02T00:00:00.000Z",
    period: "7d",
  });

  expect(slo).toMatchObject({
    slo_attainment: { numerator: 0, denominator: 3 },
    goodput: null,
    verdicts: [{ verdict: "breached", n: 3 }],
    notes: [],
  });
});

test("runs of a warm-up or cool-down are held against nothing, of a batch as of a period", async () => {
  const scenario = await makeScenario(db, { slos: ["success >= 0.9"] });
  const batch = await writeBatch([...many(2, { goal: "failed" }), ...many(3)], { scenario, slos: ["success >= 0.9"] });
  await db.query("UPDATE runs SET load_part = 'warm_up' WHERE batch_id = $1 AND batch_index < 2", [batch.id]);
  await finishBatch(testContext(db), batch.id);

  const { slo, block } = await getScenarioReport(testContext(db), {
    id: scenario.id,
    from: "2026-03-01T00:00:00.000Z",
    to: "2026-03-02T00:00:00.000Z",
    period: "7d",
  });

  expect(await reportOf(batch)).toMatchObject({ verdicts: [{ good: 3, n: 3 }] });
  expect(slo).toMatchObject({ verdicts: [{ good: 3, n: 3 }] });
  expect(block).toMatchObject({ finished: 3, success: { numerator: 3, denominator: 3 } });
});
