import { CreateAutomation, CreateBatch, CreateSweep, CreateTarget } from "@tfbench/contracts";
import { makeScenario, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAutomation } from "../automations/create-automation.ts";
import { rerunRuns } from "../runs/rerun-runs.ts";
import { createSweep } from "../sweeps/create-sweep.ts";
import { createTarget } from "../targets/create-target.ts";
import { testContext } from "../test-context.ts";
import { createBatch } from "./create-batch.ts";
import { getBatch } from "./get-batch.ts";

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
});
afterAll(() => db.close());

const LOAD = { kind: "closed", runs: 8, concurrency: 2, start_spread_ms: 0 };

async function endpointScenario(): Promise<number> {
  const name = crypto.randomUUID();
  const request = { model: "m", messages: [{ role: "user", content: "hi" }] };
  const automation = await createAutomation(ctx, CreateAutomation.parse({ name, provider: "openai", request }));
  const far = { name, provider: "openai", base_url: "http://127.0.0.1:1", simulated: true };
  const target = await createTarget(ctx, CreateTarget.parse(far));
  return (await makeScenario(db, { automation_id: automation.id, target_id: target.id })).id;
}

test("what a trigger says beside its load is frozen with the plan, one time being a range of its own", async () => {
  const scenario_id = await endpointScenario();
  const parts = { grace_ms: 2_000, cancellation: { share: 0.25, after_ms: 40 } };

  const { batch } = await createBatch(ctx, CreateBatch.parse({ scenario_id, load: LOAD, ...parts }));

  expect((await getBatch(ctx, batch.id)).plan).toMatchObject({
    grace_ms: 2_000,
    cancellation: { share: 0.25, after_ms: { from: 40, to: 40 } },
  });
});

test("every level of a sweep has the same beside its load", async () => {
  const cancellation = { share: 0.5, after_ms: { from: 10, to: 20 } };
  const scenario_id = await endpointScenario();

  const sweep = await createSweep(
    ctx,
    CreateSweep.parse({ scenario_id, load: LOAD, levels: [1, 2], grace_ms: 0, cancellation }),
  );

  const plans = await Promise.all(sweep.sweep.levels.map(async ({ batch }) => (await getBatch(ctx, batch.id)).plan));
  expect(plans.map((plan) => [plan.grace_ms, plan.cancellation])).toEqual([
    [0, cancellation],
    [0, cancellation],
  ]);
});

test("runs that are run again go to their own end", async () => {
  const scenario_id = await endpointScenario();
  const parts = { grace_ms: 0, cancellation: { share: 1, after_ms: 0 } };
  const { first_run } = await createBatch(ctx, CreateBatch.parse({ scenario_id, load: LOAD, ...parts }));

  const { outcome } = await rerunRuns(ctx, { ids: [first_run.id], confirm: false, confirm_above_usd: 1 });

  const { plan } = await getBatch(ctx, outcome.batches[0]?.id ?? 0);
  expect(plan).not.toHaveProperty("grace_ms");
  expect(plan).not.toHaveProperty("cancellation");
});

test.each([
  ["grace_ms", { grace_ms: 0 }],
  ["cancellation", { cancellation: { share: 0.1, after_ms: 5 } }],
])("agents take no %s, and the refusal names the field", async (field, parts) => {
  const { id: scenario_id } = await makeScenario(db);

  await expect(createBatch(ctx, CreateBatch.parse({ scenario_id, ...parts }))).rejects.toMatchObject({
    code: "invalid_input",
    fields: [{ field }],
  });
});

test.each([
  ["grace_ms", { grace_ms: -1 }],
  ["cancellation.share", { cancellation: { share: 0, after_ms: 5 } }],
  ["cancellation.after_ms.to", { cancellation: { share: 1, after_ms: { from: 5, to: 4 } } }],
])("%s is checked before anything is planned", (path, parts) => {
  const { error } = CreateBatch.safeParse({ scenario_id: 1, load: LOAD, ...parts });

  expect(error?.issues.map((issue) => JSON.stringify(issue))).toEqual([
    expect.stringContaining(path.split(".").at(-1) ?? ""),
  ]);
});
