import { makeBatch, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext } from "../test-context.ts";
import { getRunChecks } from "./get-run-checks.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

async function makeEnded(status: "completed" | "timeout" | "running", result: unknown) {
  const batch = await makeBatch(db, { run_status: status });
  const id = batch.run_ids[0] ?? 0;
  await db.query("UPDATE runs SET response_json = $2::jsonb WHERE id = $1", [id, JSON.stringify(result)]);
  return { id, batch_id: batch.id, scenario_id: batch.scenario_id };
}

test("says of each check what it expected and found, and which one decided", async () => {
  const { id } = await makeEnded("completed", { price: null });

  const { state, decided_by, goal_now, checks } = await getRunChecks(testContext(db), id);

  expect([state, decided_by, goal_now]).toEqual(["judged", "null fields", "failed"]);
  expect(checks.at(-1)).toEqual({
    kind: "guard",
    name: "null fields",
    expected: "At least one filled field.",
    found: "No field of the result is filled.",
    outcome: "failed",
    goal: "failed",
  });
});

test("judges by the settings the run had, and says those of today beside them", async () => {
  const { id, scenario_id } = await makeEnded("completed", []);
  await db.query(
    `UPDATE scenarios SET run_settings = run_settings || '{"guards":"off","allow_empty":true}' WHERE id = $1`,
    [scenario_id],
  );

  expect(await getRunChecks(testContext(db), id)).toMatchObject({
    decided_by: "empty arrays",
    settings: { guards: "on", allow_empty: false },
    settings_now: { guards: "off", allow_empty: true },
  });
});

test.each([
  ["timeout", "not_completed"],
  ["running", "not_ended"],
] as const)("judges nothing of a run that is %s", async (status, state) => {
  const { id } = await makeEnded(status, null);

  expect(await getRunChecks(testContext(db), id)).toMatchObject({ state, checks: [], goal_now: null });
});

test("judges nothing where the guards were off, and knows no run of another project", async () => {
  const { id, batch_id } = await makeEnded("completed", null);
  await db.query(`UPDATE batches SET plan = jsonb_set(plan, '{settings,guards}', '"off"') WHERE id = $1`, [batch_id]);

  expect(await getRunChecks(testContext(db), id)).toMatchObject({ state: "guards_off", checks: [] });
  await expect(getRunChecks(testContext(db, { project_id: 2 }), id)).rejects.toMatchObject({ code: "not_found" });
});
