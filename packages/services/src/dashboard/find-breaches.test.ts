import { DashboardTrends } from "@tfbench/contracts";
import type { Goal, RunStatus, SloBreach } from "@tfbench/contracts";
import { FINISHED_RUN_COLUMNS } from "@tfbench/store";
import type { FinishedRun } from "@tfbench/store";
import { makeAutomation, makeBatch, makeRun, makeScenario, testDatabase } from "@tfbench/testkit";
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
const DUE_MS = Date.parse("2026-05-20T04:00:00.000Z");

type RunSpec = { status?: RunStatus; goal?: Goal; total_duration_ms?: number };
const many = (count: number, spec: RunSpec = {}): RunSpec[] => Array.from({ length: count }, () => spec);

async function writeRuns(scenario: MadeScenario, specs: readonly RunSpec[], dueMs = DUE_MS): Promise<void> {
  await db.transaction(async (tx) => {
    const batch = await makeBatch(tx, { scenario, runs: 0 });
    const ids: number[] = [];
    for (const [batch_index, spec] of specs.entries()) {
      const due_at = new Date(dueMs + batch_index * 1_000).toISOString();
      const run = await makeRun(tx, { batch, batch_index, due_at, status: "completed", goal: "passed", ...spec });
      ids.push(run.id);
    }
    const rows = await tx.query<FinishedRun>(`SELECT ${FINISHED_RUN_COLUMNS} FROM runs WHERE id = ANY($1)`, [ids]);
    await addToRollups(tx, rows);
  });
}

async function breachesOf(scenario: MadeScenario): Promise<SloBreach[]> {
  const settings = { mock_mode: true, simulator_url: "http://127.0.0.1:8010", now: () => new Date(NOW) };
  const trends = await getDashboardTrends(testContext(db, { settings }), { period: "24h", scenario_id: scenario.id });
  expect(DashboardTrends.parse(trends)).toEqual(trends);
  return trends.slo_breaches;
}

test("an objective that the runs of the period show not to hold is a breach, in words with its interval and runs", async () => {
  const scenario = await makeScenario(db, { slos: ["success >= 0.9", "total_duration_ms < 200"] });
  await writeRuns(scenario, [...many(32), ...many(20, { goal: "failed" })]);

  const breaches = await breachesOf(scenario);

  expect(breaches).toMatchObject([
    {
      scenario_id: scenario.id,
      scenario_name: scenario.name,
      sentence: "End-to-end success 62 % (48-74 %), SLO 90 %",
      slo: { text: "success >= 0.9", verdict: "breached", good: 32, n: 52 },
      runs_filter: { scenario_id: [scenario.id], origin: "simulated" },
    },
  ]);
  // Clopper and Pearson, one-sided: at most 73 %.
  expect(breaches[0]?.slo.high).toBeCloseTo(0.7289, 3);
});

test.each<[string, RunSpec[]]>([
  ["runs that allow both", [...many(9), ...many(2, { goal: "failed" })]],
  ["runs that keep it", many(40)],
  ["completed runs that nobody judged", many(40, { goal: "not_evaluated" })],
  ["runs of an earlier period", []],
])("%s are no breach", async (what, specs) => {
  const scenario = await makeScenario(db, { slos: ["success >= 0.9"] });
  if (specs.length === 0) await writeRuns(scenario, many(40, { goal: "failed" }), DUE_MS - 48 * 3_600_000);
  await writeRuns(scenario, specs.length === 0 ? many(1) : specs);

  expect(await breachesOf(scenario)).toEqual([]);
});

test("runs that nobody judged count for the agent: it is breached only if it would be had all of them passed", async () => {
  const scenario = await makeScenario(db, { slos: ["success >= 0.9"] });
  await writeRuns(scenario, [...many(10, { goal: "not_evaluated" }), ...many(10, { goal: "failed" })]);

  expect(await breachesOf(scenario)).toMatchObject([
    {
      sentence: "End-to-end success 0 % (0-16 %; 10 more completed and were not judged), SLO 90 %",
      slo: { good: 0, n: 20, unevaluated: 10 },
    },
  ]);
});

test("a quantile and an attainment are judged run by run, the furthest first", async () => {
  const scenario = await makeScenario(db, {
    slos: ["total_duration_ms < 200", "p50(total_duration_ms) < 200", "attainment >= 0.9", "error <= 0.3"],
  });
  await writeRuns(scenario, [...many(10, { total_duration_ms: 100 }), ...many(50, { total_duration_ms: 900 })]);

  expect((await breachesOf(scenario)).map(({ sentence }) => sentence)).toEqual([
    "Runs that keep every limit 17 % (9-28 %), SLO 90 %",
    "p50(total_duration_ms) 900 ms, at least 900 ms, SLO p50(total_duration_ms) < 200",
  ]);
});

test("errors are told as errors, and an endpoint's completed runs are not called successes", async () => {
  const { id: automation_id } = await makeAutomation(db, { provider: "openai" });
  const slos = ["error <= 0.1", "success >= 0.9"];
  const scenario = await makeScenario(db, { automation_id, slos });
  const alternating = many(60).map((_, i): RunSpec => ({
    goal: "not_evaluated",
    status: i % 2 === 0 ? "completed" : "infra_error",
  }));
  await writeRuns(scenario, alternating);

  expect((await breachesOf(scenario)).map(({ sentence }) => sentence)).toEqual([
    "Errors 50 % (38-62 %), SLO at most 10 %",
    "Completed 50 % (38-62 %), SLO 90 %",
  ]);
});

test("a scenario without objectives is never in breach", async () => {
  const scenario = await makeScenario(db);
  await writeRuns(scenario, many(40, { goal: "failed" }));

  expect(await breachesOf(scenario)).toEqual([]);
});
