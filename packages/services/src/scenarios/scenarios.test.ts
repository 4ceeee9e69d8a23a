import { CreateScenario } from "@tfbench/contracts";
import { makeAutomation, makeBatch, makeScenario, makeTarget, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { ensureBuiltinTargets } from "../targets/ensure-builtin-targets.ts";
import { auditOf, SIMULATOR_URL, testContext } from "../test-context.ts";
import { createScenario } from "./create-scenario.ts";
import { deleteScenario } from "./delete-scenario.ts";
import { getScenario } from "./get-scenario.ts";
import { listScenarios } from "./list-scenarios.ts";
import { updateScenario } from "./update-scenario.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
  await ensureBuiltinTargets(ctx, {
    simulator_url: SIMULATOR_URL,
    tinyfish_base_url: "https://agent.tinyfish.ai",
    mock_mode: true,
  });
});
afterAll(() => db.close());

const REQUEST = { url: "{{url}}", goal: "{{goal}}" };
const MISSING = 2_000_000_000;
const create = async (input: Partial<CreateScenario> = {}) => {
  const automation_id = input.automation_id ?? (await makeAutomation(db, { request: REQUEST })).id;
  return createScenario(ctx, CreateScenario.parse({ name: crypto.randomUUID(), ...input, automation_id }));
};

test("a scenario without a target goes by the default one", async () => {
  const created = await create({ inputs_template: { url: "https://example.com" } });

  expect(created).toMatchObject({
    target_id: null,
    target_name: "Simulator",
    provider: "tinyfish",
    inputs_template: { url: "https://example.com" },
  });
  expect(created.run_settings).toMatchObject({ transport: "sse", concurrency: 1, timeouts: {} });
  expect(await getScenario(ctx, { id: created.id })).toEqual(created);
  expect((await auditOf(db, "scenario", created.id)).map(({ action }) => action)).toEqual(["create"]);
});

test("what a scenario points at must exist and must not be archived", async () => {
  const archived = await makeAutomation(db, { archived_at: new Date().toISOString() });
  const archivedTarget = await makeTarget(db, { archived_at: new Date().toISOString() });

  await expect(create({ automation_id: MISSING })).rejects.toMatchObject({
    code: "not_found",
    fields: [{ field: "automation_id" }],
  });
  await expect(create({ target_id: MISSING })).rejects.toMatchObject({
    code: "not_found",
    fields: [{ field: "target_id" }],
  });
  await expect(create({ automation_id: archived.id })).rejects.toMatchObject({
    code: "conflict",
    fields: [{ field: "automation_id" }],
  });
  await expect(create({ target_id: archivedTarget.id })).rejects.toMatchObject({
    code: "conflict",
    fields: [{ field: "target_id" }],
  });
});

test("inputs the automation does not use are refused at creation and at update", async () => {
  const created = await create();

  await expect(create({ inputs_template: { x: 1 } })).rejects.toMatchObject({
    code: "unknown_template_variable",
    fields: [{ field: "inputs_template.x" }],
  });
  await expect(updateScenario(ctx, { id: created.id, inputs_template: { x: 1 } })).rejects.toMatchObject({
    code: "unknown_template_variable",
  });
});

test("moving to an automation that does not use the inputs is refused", async () => {
  const created = await create({ inputs_template: { url: "https://example.com" } });
  const other = await makeAutomation(db, { request: { url: "https://example.com", goal: "g" } });

  await expect(updateScenario(ctx, { id: created.id, automation_id: other.id })).rejects.toMatchObject({
    code: "unknown_template_variable",
    fields: [{ field: "inputs_template.url" }],
  });
});

test("an update changes what it names, and a second one like it changes nothing more", async () => {
  const created = await create({ description: "before" });
  const target = await makeTarget(db);
  const changes = { id: created.id, target_id: target.id, run_settings: { ...created.run_settings, concurrency: 4 } };

  const first = await updateScenario(ctx, changes);
  const second = await updateScenario(ctx, changes);

  expect(first).toMatchObject({
    name: created.name,
    description: "before",
    target_id: target.id,
    target_name: target.name,
    run_settings: { concurrency: 4 },
  });
  expect({ ...second, updated_at: "" }).toEqual({ ...first, updated_at: "" });
});

test("a scenario keeps what has been archived meanwhile, and can still be changed", async () => {
  const created = await create();
  await db.query("UPDATE automations SET archived_at = now() WHERE id = $1", [created.automation_id]);

  expect((await updateScenario(ctx, { id: created.id, name: "renamed" })).name).toBe("renamed");
});

test("an update to a missing automation or target is refused", async () => {
  const { id } = await create();

  await expect(updateScenario(ctx, { id, automation_id: MISSING })).rejects.toMatchObject({ code: "not_found" });
  await expect(updateScenario(ctx, { id, target_id: MISSING })).rejects.toMatchObject({ code: "not_found" });
  await expect(updateScenario(ctx, { id: MISSING })).rejects.toMatchObject({ code: "not_found" });
});

test("a scenario that never ran is deleted, one that ran is refused with its runs", async () => {
  const { id } = await create();
  const used = await makeScenario(db);
  await makeBatch(db, { scenario: used, runs: 2 });

  await deleteScenario(ctx, { id });

  await expect(deleteScenario(ctx, { id })).rejects.toMatchObject({ code: "not_found" });
  await expect(getScenario(ctx, { id })).rejects.toMatchObject({ code: "not_found" });
  await expect(deleteScenario(ctx, { id: used.id })).rejects.toMatchObject({
    code: "has_dependents",
    details: { runs: 2 },
  });
});

test("the list tells of each scenario how its newest batch went, from its summary or counted, or that it never ran", async () => {
  const [ran, never] = [await makeScenario(db), await makeScenario(db)];
  await makeBatch(db, { scenario: ran, runs: 5 });
  const newest = await makeBatch(db, { scenario: ran, runs: 3 });
  const lastOf = async (id: number) =>
    (await listScenarios(ctx, { limit: 100 })).data.find((scenario) => scenario.id === id)?.last_batch;

  expect(await lastOf(never.id)).toBeNull();
  expect(await lastOf(ran.id)).toMatchObject({
    id: newest.id,
    run_count: 3,
    counts: { queued: 3, completed: 0 },
    finished_at: null,
  });
  await db.query("UPDATE batches SET status = 'finished', finished_at = now(), summary = $2 WHERE id = $1", [
    newest.id,
    JSON.stringify({ by_status: { completed: 2, timeout: 1 } }),
  ]);
  expect(await lastOf(ran.id)).toMatchObject({ status: "finished", counts: { completed: 2, timeout: 1 } });
  expect(Object.keys((await lastOf(ran.id)) ?? {})).not.toContain("summary_counts");
});

test("the list narrows to an automation or a target", async () => {
  const automation = await makeAutomation(db);
  const target = await makeTarget(db);
  const one = await makeScenario(db, { automation_id: automation.id });
  const other = await makeScenario(db, { automation_id: automation.id, target_id: target.id });
  const ids = async (query: object) => (await listScenarios(ctx, query)).data.map(({ id }) => id);

  expect(await ids({ automation_id: automation.id })).toEqual([other.id, one.id]);
  expect(await ids({ target_id: target.id })).toEqual([other.id]);
});
