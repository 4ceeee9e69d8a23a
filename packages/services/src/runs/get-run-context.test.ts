import { RunContext } from "@tfbench/contracts";
import { makeAutomation, makeBatch, makeRun, makeScenario, testDatabase } from "@tfbench/testkit";
import type { MadeBatch, TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext } from "../test-context.ts";
import { getRunContext } from "./get-run-context.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

/** Runs that took 1, 2, 3 ... seconds, and then some without an end. */
async function writeRuns(batch: MadeBatch, { ended, unended = 0 }: { ended: number; unended?: number }) {
  const ids: number[] = [];
  for (let batch_index = 0; batch_index < ended + unended; batch_index += 1) {
    const isEnded = batch_index < ended;
    const run = await makeRun(db, {
      batch,
      batch_index,
      due_at: daysAgo(1),
      status: isEnded ? "completed" : "timeout",
      ...(isEnded ? { total_duration_ms: 1_000 * (batch_index + 1), ttft_ms: 100 * (batch_index + 1) } : {}),
    });
    ids.push(run.id);
  }
  return ids;
}

test("a run is ranked among the attempted runs of its scenario, those without an end above it", async () => {
  const batch = await makeBatch(db, { runs: 0 });
  const ids = await writeRuns(batch, { ended: 16, unended: 5 });

  const context = await getRunContext(testContext(db), ids[10] ?? 0);

  expect(RunContext.parse(context)).toEqual(context);
  expect(context).toMatchObject({ n: 20, scenario_id: batch.scenario_id, note: null });
  expect(context.total).toMatchObject({
    n: 20,
    ended: 15,
    value_ms: 11_000,
    rank_share: 0.5,
    sentence: "Slower than 50 % of 20 runs.",
  });
  expect(context.total.ecdf.at(-1)).toEqual({ ms: 16_000, share: 0.75 });
  expect(context.ttft).toMatchObject({ rank_share: 0.5, sentence: "First action later than 50 % of 20 runs." });
});

test("another origin, another scenario and cancelled or old runs are not its like", async () => {
  const batch = await makeBatch(db, { runs: 0 });
  const [id = 0] = await writeRuns(batch, { ended: 1 });
  await makeRun(db, { batch, batch_index: 1, status: "completed", origin: "real", due_at: daysAgo(1) });
  await makeRun(db, { batch, batch_index: 2, status: "aborted", due_at: daysAgo(1) });
  await makeRun(db, { batch, batch_index: 3, status: "completed", due_at: daysAgo(40) });

  const context = await getRunContext(testContext(db), id);

  expect(context.total).toMatchObject({
    n: 0,
    rank_share: null,
    ecdf: [],
    sentence: "Too few other runs to compare with (0 of 6).",
  });
});

test("a run without a duration has no rank", async () => {
  const batch = await makeBatch(db, { runs: 0 });
  const ids = await writeRuns(batch, { ended: 8, unended: 1 });

  expect((await getRunContext(testContext(db), ids[8] ?? 0)).total).toMatchObject({
    value_ms: null,
    rank_share: null,
    sentence: "This run has no such time; 8 of 8 others have.",
  });
});

test("an old run is held against the 30 days up to it", async () => {
  const batch = await makeBatch(db, { runs: 0 });
  const old = await makeRun(db, { batch, status: "completed", total_duration_ms: 1, due_at: daysAgo(60) });

  const context = await getRunContext(testContext(db), old.id);

  expect(Date.parse(context.to)).toBeLessThan(Date.now() - 59 * DAY_MS);
});

test("of a run on an endpoint the first token is told, never an action", async () => {
  const { id } = await makeAutomation(db, { provider: "openai" });
  const batch = await makeBatch(db, { runs: 0, scenario: await makeScenario(db, { automation_id: id }) });
  const ids = await writeRuns(batch, { ended: 8 });

  const { ttft } = await getRunContext(testContext(db), ids[7] ?? 0);

  expect(ttft.sentence).toBe("First token later than 100 % of 7 runs.");
});

test("a run that does not exist is refused", async () => {
  await expect(getRunContext(testContext(db), 2_000_000_000)).rejects.toMatchObject({ code: "not_found" });
});
