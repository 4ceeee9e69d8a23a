import { HistoryLine } from "@tfbench/contracts";
import { summarizeRuns } from "@tfbench/stats";
import { reportBatches } from "@tfbench/store";
import { makeBatch, makeRun, makeScenario, testDatabase } from "@tfbench/testkit";
import type { MadeScenario, TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext } from "../test-context.ts";
import { readHistory } from "./read-history.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const START_MS = Date.parse("2026-05-01T00:00:00.000Z");
const HOUR_MS = 3_600_000;
/** Batches of one level differ a little, always in the same way. */
const WOBBLE = [1, 1.03, 0.98, 1.01, 0.97, 1.02];

type Written = { status?: "finished" | "failed"; goals?: readonly string[]; targetId?: number };

/** One batch an hour with the given typical times; returns their ids. */
async function writeBatches(scenario: MadeScenario, timesMs: readonly number[], options: Written = {}) {
  const { status = "finished", goals = [], targetId } = options;
  const ids: number[] = [];
  for (const [index, ms] of timesMs.entries()) {
    const at = new Date(START_MS + index * HOUR_MS).toISOString();
    const block = summarizeRuns([]);
    const p50 = { ...block.total_duration_ms.p50, value: ms * (WOBBLE[index % WOBBLE.length] ?? 1), n: 20 };
    const summary = { ...block, total_duration_ms: { ...block.total_duration_ms, p50 } };
    const { id } = await makeBatch(db, {
      scenario,
      runs: 0,
      ...(targetId === undefined ? {} : { target_id: targetId }),
    });
    await db.query(
      `UPDATE batches SET status = $2, started_at = $3, finished_at = $3, summary = $4,
         plan = jsonb_set(plan, '{request,goal}', to_jsonb($5::text)) WHERE id = $1`,
      [id, status, at, JSON.stringify(summary), goals[index] ?? "Read the prices."],
    );
    ids.push(id);
  }
  return ids;
}

const times = (...levels: readonly [ms: number, batches: number][]): number[] =>
  levels.flatMap(([ms, batches]) => Array.from({ length: batches }, () => ms));
const historyOf = ({ id }: MadeScenario) =>
  readHistory(testContext(db), { scenario_ids: [id], origin: "simulated", target_id: null });

test("a step in the typical time of batches is a change point, with its batch and both levels in words", async () => {
  const scenario = await makeScenario(db);
  const ids = await writeBatches(scenario, times([41_000, 14], [55_000, 8]));

  const lines = await historyOf(scenario);

  expect(HistoryLine.array().parse(lines)).toEqual(lines);
  expect(lines).toMatchObject([{ batches: 22, findings: [{ batch_id: ids[14], at: "2026-05-01T14:00:00.000Z" }] }]);
  expect(lines[0]?.findings[0]).toMatchObject({
    kind: "change_point",
    verdict: "worse",
    is_tentative: false,
    sentence: "p50 total 41.2 s -> 55.3 s (change point, +34 %, p < 0.001; 14 batches before, 8 since)",
  });
});

test("a change of the definition breaks the line: what differs across it is no change point", async () => {
  const scenario = await makeScenario(db);
  const goals = [...Array.from({ length: 14 }, () => "One."), ...Array.from({ length: 14 }, () => "Two.")];
  const ids = await writeBatches(scenario, times([41_000, 14], [55_000, 14]), { goals });

  expect(await historyOf(scenario)).toMatchObject([
    { batches: 14, findings: [], breaks: [{ batch_id: ids[14], at: "2026-05-01T14:00:00.000Z" }] },
  ]);
});

test("under twelve batches there is only a boundary test, in those words", async () => {
  const scenario = await makeScenario(db);
  const ids = await writeBatches(scenario, times([20_000, 8], [40_000, 1]));

  const [line] = await historyOf(scenario);

  expect(line?.note).toMatch(/^9 batches of this definition: under 12 only a boundary test/);
  expect(line?.findings).toMatchObject([{ kind: "boundary_test", is_tentative: true, batch_id: ids[8], p: null }]);
  expect(line?.findings[0]?.sentence).toMatch(/only a boundary test, under 12 batches\)$/);
});

test("batches that did not finish have no place in the history", async () => {
  const scenario = await makeScenario(db);
  await writeBatches(scenario, times([20_000, 13]));
  await writeBatches(scenario, times([90_000, 9]), { status: "failed" });

  expect(await historyOf(scenario)).toMatchObject([{ batches: 13, findings: [] }]);
});

test("targets are lines of their own", async () => {
  const scenario = await makeScenario(db);
  const other = await makeScenario(db);
  await writeBatches(scenario, times([20_000, 12]));
  await writeBatches(scenario, times([60_000, 12]), { targetId: other.target_id ?? 0 });

  expect((await historyOf(scenario)).map(({ batches, findings }) => [batches, findings.length])).toEqual([
    [12, 0],
    [12, 0],
  ]);
});

test("a batch too small for a stated median counts with the median of its successes", async () => {
  const scenario = await makeScenario(db);
  const batch = await makeBatch(db, { scenario, runs: 0 });
  const drawn = [
    { status: "completed", goal: "not_evaluated", total_duration_ms: 10_000 },
    { status: "completed", goal: "passed", total_duration_ms: 30_000 },
    { status: "completed", goal: "failed", total_duration_ms: 90_000 },
  ] as const;
  for (const [batch_index, run] of drawn.entries()) await makeRun(db, { batch, batch_index, ...run });
  await db.query("UPDATE batches SET status = 'finished', finished_at = now(), summary = $2 WHERE id = $1", [
    batch.id,
    JSON.stringify(summarizeRuns([])),
  ]);

  const rows = await reportBatches.history(db, {
    project_id: 1,
    scenario_ids: [scenario.id],
    origin: "simulated",
    target_id: null,
    limit: 10,
  });

  expect(rows).toMatchObject([{ id: batch.id, total_p50_ms: 20_000 }]);
});
