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

test.each([
  ["a load", { load: LOAD, warm_up_runs: 2 }, 10],
  ["a count", { count: 8, warm_up_runs: 2 }, 10],
  ["a load and the same count", { load: LOAD, count: 8, warm_up_runs: 2 }, 10],
])("runs to warm up come on top of those of %s", async (_what, order, runs) => {
  const scenario_id = await endpointScenario();

  const { batch } = await createBatch(ctx, CreateBatch.parse({ scenario_id, ...order }));

  expect(batch).toMatchObject({ run_count: runs, load: { runs } });
  expect((await getBatch(ctx, batch.id)).plan.warm_up_runs).toBe(2);
});

const TIMED = { kind: "constant", rate_per_second: 5, duration_ms: 1_000, runs: 4 };

test.each([
  ["warm_up_runs", { count: 10_000, warm_up_runs: 1 }, "there are 10001 runs"],
  ["cool_down_ms", { load: LOAD, cool_down_ms: 5 }, "has no planned end"],
  ["cool_down_ms", { load: TIMED, cool_down_ms: 1_000 }, "leave nothing of a load of 1 s"],
  ["warm_up_ms", { load: TIMED, cool_down_ms: 400, warm_up_ms: 600 }, "leave nothing of a load of 1 s"],
])("a margin that cannot be had is refused at %s: %o", async (field, order, said) => {
  const scenario_id = await endpointScenario();

  await expect(createBatch(ctx, CreateBatch.parse({ scenario_id, ...order }))).rejects.toMatchObject({
    code: "invalid_input",
    message: expect.stringContaining(said),
    fields: [{ field }],
  });
});

test("a warm-up of all runs there are is refused, where the load says how many", async () => {
  const scenario_id = await endpointScenario();
  const load = { kind: "replay", due_offsets_ms: [0, 5, 9] };
  const providers = { ...ctx.providers, countRuns: () => 3 };

  await expect(
    createBatch({ ...ctx, providers }, CreateBatch.parse({ scenario_id, load, warm_up_runs: 3 })),
  ).rejects.toMatchObject({ fields: [{ field: "warm_up_runs" }] });
});

test("every level of a sweep has the same beside its load", async () => {
  const cancellation = { share: 0.5, after_ms: { from: 10, to: 20 } };
  const parts = { grace_ms: 0, cancellation, warm_up_runs: 3 };
  const scenario_id = await endpointScenario();

  const { sweep } = await createSweep(ctx, CreateSweep.parse({ scenario_id, load: LOAD, levels: [1, 2], ...parts }));

  const plans = await Promise.all(sweep.levels.map(async ({ batch }) => (await getBatch(ctx, batch.id)).plan));
  for (const plan of plans) expect(plan).toMatchObject({ ...parts, load: { runs: 11 } });
  expect(plans).toHaveLength(2);
});

test("runs that are run again go to their own end", async () => {
  const scenario_id = await endpointScenario();
  const parts = { grace_ms: 0, cancellation: { share: 1, after_ms: 0 }, warm_up_runs: 2, warm_up_ms: 5 };
  const { first_run } = await createBatch(ctx, CreateBatch.parse({ scenario_id, load: LOAD, ...parts }));

  const { outcome } = await rerunRuns(ctx, { ids: [first_run.id], confirm: false, confirm_above_usd: 1 });

  const { plan } = await getBatch(ctx, outcome.batches[0]?.id ?? 0);
  for (const part of Object.keys(parts)) expect(plan).not.toHaveProperty(part);
  expect(plan.load).toMatchObject({ runs: 1 });
});

test.each([
  ["grace_ms", { grace_ms: 0 }],
  ["cancellation", { cancellation: { share: 0.1, after_ms: 5 } }],
  ["warm_up_runs", { warm_up_runs: 1 }],
  ["warm_up_ms", { warm_up_ms: 1 }],
  ["cool_down_ms", { cool_down_ms: 1 }],
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
