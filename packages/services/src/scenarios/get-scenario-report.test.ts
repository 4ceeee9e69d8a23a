import { RunSettings, ScenarioReport } from "@tfbench/contracts";
import type { Goal, RunStatus, ScenarioReportFilter } from "@tfbench/contracts";
import { makeBatch, makePlan, makeRun, makeScenario, testDatabase } from "@tfbench/testkit";
import type { MadeScenario, TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext } from "../test-context.ts";
import { getScenarioReport } from "./get-scenario-report.ts";
import { updateScenario } from "./update-scenario.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const DAY_MS = 86_400_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const reportOf = (id: number, filter: Partial<ScenarioReportFilter> = {}) =>
  getScenarioReport(testContext(db), { id, period: "7d", ...filter });

type RunSpec = { status?: RunStatus; goal?: Goal; ms?: number; reason_code?: string; error?: string };

async function writeBatch(
  scenario: MadeScenario,
  runs: readonly RunSpec[],
  { due_at = hoursAgo(3), inputs = {} }: { due_at?: string; inputs?: Record<string, string> } = {},
): Promise<{ id: number; run_ids: number[] }> {
  const batch = await makeBatch(db, { scenario, runs: 0, started_at: due_at });
  const plan = makePlan({
    scenario_id: scenario.id,
    automation_id: scenario.automation_id,
    target_id: scenario.target_id ?? 0,
  });
  await db.query("UPDATE batches SET plan = $2 WHERE id = $1", [batch.id, JSON.stringify({ ...plan, inputs })]);
  const run_ids: number[] = [];
  for (const [batch_index, { ms, status = "completed", ...spec }] of runs.entries()) {
    const run = await makeRun(db, {
      batch,
      batch_index,
      due_at,
      status,
      ...spec,
      ...(ms === undefined ? {} : { total_duration_ms: ms, ttft_ms: ms / 10 }),
    });
    run_ids.push(run.id);
  }
  return { id: batch.id, run_ids };
}

const passed = (ms: number): RunSpec => ({ goal: "passed", ms });

test("a scenario that never ran has an empty report that says so", async () => {
  const { id } = await makeScenario(db);

  const report = await reportOf(id);

  expect(ScenarioReport.parse(report)).toEqual(report);
  expect(report).toMatchObject({
    runs_read: 0,
    headline: "No run has finished.",
    trend: [],
    failures: [],
    origins_available: [],
    distribution: { total: { n: 0, ecdf: [], p50: { value: null, needed: 6 } } },
    reliability: { cases: 0, sentence: "No run was attempted in this period." },
  });
});

test("each batch is a point of the trend, the oldest first, with the figures of its successes", async () => {
  const scenario = await makeScenario(db);
  const later = await writeBatch(scenario, [passed(300), passed(100), { status: "timeout" }], { due_at: hoursAgo(2) });
  const earlier = await writeBatch(scenario, [passed(200)], { due_at: hoursAgo(30) });

  const { trend } = await reportOf(scenario.id);

  expect(trend.map(({ batch_id }) => batch_id)).toEqual([earlier.id, later.id]);
  expect(trend[1]).toMatchObject({
    attempted: 3,
    n: 2,
    total_p50: 200,
    ttft_p50: 20,
    total_p50_low: null,
    success: { numerator: 2, denominator: 3 },
    outcomes: [
      { status: "completed", goal: "passed", count: 2 },
      { status: "timeout", goal: "not_evaluated", count: 1 },
    ],
  });
});

test("the distribution ends in a shelf of the runs without an end, which no percentile reaches", async () => {
  const scenario = await makeScenario(db);
  const runs = Array.from({ length: 12 }, (_, i) => passed(100 * (i + 1)));
  await writeBatch(scenario, [...runs, ...Array.from({ length: 12 }, (): RunSpec => ({ status: "timeout" }))]);

  const { distribution, headline } = await reportOf(scenario.id);

  expect(distribution.total).toMatchObject({ n: 24, ended: 12, p50: { value: null, needed: null } });
  expect(distribution.total.ecdf.at(-1)).toEqual({ ms: 1_200, share: 0.5 });
  expect(headline).toBe(
    "50 % (31-69 %, 12/24) passed; more than half without an end, so no typical time; 12 of 24 without an end.",
  );
});

test("batches with the same inputs are attempts at one case; runs nobody judged are left out and counted", async () => {
  const scenario = await makeScenario(db);
  await writeBatch(scenario, [passed(1), passed(2)], { inputs: { page: "a" } });
  await writeBatch(scenario, [passed(1), { status: "timeout" }], { inputs: { page: "a" } });
  await writeBatch(scenario, [passed(1), { ms: 3 }], { inputs: { page: "b" } });

  const { reliability } = await reportOf(scenario.id);

  expect(reliability).toMatchObject({ cases: 2, evaluated: 5, unevaluated: 1 });
  expect(reliability.repeated[0]).toMatchObject({ k: 1, value: (3 / 4 + 1) / 2, cases: 2, left_out: 0 });
  expect(reliability.repeated[1]).toMatchObject({
    k: 2,
    value: 0.5,
    cases: 1,
    left_out: 1,
    if_unevaluated_passed: 0.75,
  });
  expect(reliability.repeated[4]).toMatchObject({ k: 5, value: null, cases: 0, left_out: 2 });
  expect(reliability.flake_rate).toMatchObject({ value: 0.5, flaky: 1, cases: 1, left_out: 1 });
});

test("failures are grouped by how they ended, most first, each with its latest runs and what they said", async () => {
  const scenario = await makeScenario(db);
  const { run_ids } = await writeBatch(scenario, [
    passed(1),
    { status: "timeout", reason_code: "idle_timeout", error: "Silent for 30 s." },
    { status: "timeout", reason_code: "idle_timeout", error: "Silent for 31 s." },
    { goal: "blocked", ms: 5 },
    { status: "cancelled" },
  ]);

  const { failures, block } = await reportOf(scenario.id);

  expect(block).toMatchObject({ finished: 5, attempted: 4 });
  expect(failures).toMatchObject([
    {
      status: "timeout",
      reason_code: "idle_timeout",
      count: 2,
      share: 0.5,
      example_run_ids: [run_ids[2], run_ids[1]],
      sentence: "Silent for 31 s.",
    },
    {
      status: "completed",
      goal: "blocked",
      count: 1,
      sentence: "The run completed, and its goal was judged as blocked.",
    },
  ]);
});

test("the heat map counts attempted runs and those that did not succeed by weekday and hour in UTC", async () => {
  const scenario = await makeScenario(db);
  await writeBatch(scenario, [passed(1), { status: "timeout" }], { due_at: "2026-05-10T23:30:00.000Z" });

  const { reliability } = await reportOf(scenario.id, {
    from: "2026-05-10T00:00:00.000Z",
    to: "2026-05-11T00:00:00.000Z",
  });

  expect(reliability.heat).toEqual([{ weekday: 7, hour: 23, attempted: 2, unsuccessful: 1 }]);
});

test("the history tells who edited what, and from which batch on another plan was measured", async () => {
  const scenario = await makeScenario(db);
  const first = await writeBatch(scenario, [passed(1)], { due_at: hoursAgo(50) });
  await writeBatch(scenario, [passed(1)], { due_at: hoursAgo(40) });
  await updateScenario(testContext(db), {
    id: scenario.id,
    run_settings: RunSettings.parse({ guards: "off" }),
  });
  const changed = await writeBatch(scenario, [passed(1)], { due_at: hoursAgo(30) });
  await db.query("UPDATE batches SET plan = jsonb_set(plan, '{settings,guards}', '\"off\"') WHERE id = $1", [
    changed.id,
  ]);

  const { definitions, trend } = await reportOf(scenario.id);

  expect(definitions.filter(({ kind }) => kind === "edited")).toMatchObject([
    { actor: "test", sentence: `Changed scenario ${scenario.id}: run_settings.`, fields: ["run_settings"] },
  ]);
  expect(
    definitions.filter(({ kind }) => kind === "measured").map(({ batch_id, fields }) => [batch_id, fields]),
  ).toEqual([
    [changed.id, ["settings.guards"]],
    [first.id, []],
  ]);
  expect(new Set(trend.map(({ definition_id }) => definition_id)).size).toBe(2);
});

test("origins are never mixed, and target and period narrow what is reported", async () => {
  const scenario = await makeScenario(db);
  await writeBatch(scenario, [passed(1)]);
  const real = await makeBatch(db, { scenario, runs: 0, origin: "real" });
  await makeRun(db, { batch: real, origin: "real", status: "completed", total_duration_ms: 7, due_at: hoursAgo(1) });
  await makeRun(db, {
    batch: real,
    batch_index: 1,
    origin: "real",
    status: "completed",
    due_at: new Date(Date.now() - 20 * DAY_MS).toISOString(),
  });

  expect(await reportOf(scenario.id)).toMatchObject({
    origin: "real",
    origins_available: ["real", "simulated"],
    runs_read: 1,
  });
  expect(await reportOf(scenario.id, { period: "30d" })).toMatchObject({ runs_read: 2 });
  expect(await reportOf(scenario.id, { origin: "simulated" })).toMatchObject({ runs_read: 1 });
  expect(await reportOf(scenario.id, { target_id: 2_000_000_000 })).toMatchObject({
    runs_read: 0,
    targets: [{ id: scenario.target_id }],
  });
});

test("a scenario that does not exist is refused, and a period that ends before it begins", async () => {
  const { id } = await makeScenario(db);

  await expect(reportOf(2_000_000_000)).rejects.toMatchObject({ code: "not_found" });
  await expect(
    reportOf(id, { from: "2026-05-11T00:00:00.000Z", to: "2026-05-10T00:00:00.000Z" }),
  ).rejects.toMatchObject({ code: "invalid_input" });
});
