import { BatchPlan, CreateBatch } from "@tfbench/contracts";
import type { JsonObject } from "@tfbench/contracts";
import { makeAutomation, makeBatch, makeRun, makeScenario, makeTarget, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { openQueue } from "@tfbench/store";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { updateAutomation } from "../automations/update-automation.ts";
import { getRun } from "../runs/get-run.ts";
import { triggerRun } from "../runs/trigger-run.ts";
import { auditOf, testContext } from "../test-context.ts";
import { createBatch } from "./create-batch.ts";
import { getBatch } from "./get-batch.ts";

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
});
afterAll(() => db.close());

const REQUEST: JsonObject = { url: "{{url}}", goal: "Find {{what}}" };
const INPUTS: JsonObject = { url: "https://example.com", what: "it" };
type Changes = {
  request?: JsonObject;
  default_inputs?: JsonObject;
  inputs_template?: JsonObject;
  run_settings?: JsonObject;
  target_id?: number;
};
async function scenario({ request = REQUEST, default_inputs = {}, ...changes }: Changes = {}) {
  const automation = await makeAutomation(db, { request, default_inputs });
  return makeScenario(db, { automation_id: automation.id, ...changes });
}
const order = (scenario_id: number, changes: Partial<CreateBatch> = {}) =>
  CreateBatch.parse({ scenario_id, inputs: INPUTS, ...changes });
const countBatches = async (scenario_id: number) =>
  (await db.query<{ n: number }>("SELECT count(*)::int AS n FROM batches WHERE scenario_id = $1", [scenario_id]))[0]?.n;

test("a trigger writes the batch, its runs, the job and the audit row", async () => {
  const { id } = await scenario();
  const sent = ctx.sent.length;

  const { batch, first_run, is_replayed } = await createBatch(ctx, order(id, { count: 3, labels: { team: "a" } }));

  expect(is_replayed).toBe(false);
  expect(batch).toMatchObject({
    scenario_id: id,
    origin: "simulated",
    status: "queued",
    labels: { team: "a" },
    counts: { queued: 3, running: 0 },
    load: { runs: 3 },
  });
  expect(ctx.sent.slice(sent)).toEqual([{ name: "batch.execute", payloads: [{ batch_id: batch.id }] }]);
  expect(await auditOf(db, "batch", batch.id)).toEqual([
    {
      actor: "test",
      action: "create",
      request_id: "request-1",
      details: { scenario_id: id, count: 3, rerun_of_run: null },
    },
  ]);
  const rows = await db.query(
    "SELECT batch_index, status, labels, due_at = created_at AS is_due FROM runs WHERE batch_id = $1 ORDER BY id",
    [batch.id],
  );
  expect(rows).toEqual(
    [0, 1, 2].map((batch_index) => ({ batch_index, status: "queued", labels: { team: "a" }, is_due: true })),
  );
  expect(first_run).toMatchObject({ batch_id: batch.id, batch_index: 0, status: "queued" });
});

test("the job waits in the real queue as soon as the batch is there", async () => {
  const { id } = await scenario();
  const queue = await openQueue(db, { onError: (cause) => expect(cause).toBeUndefined() });
  onTestFinished(() => queue.stop());

  const { batch } = await createBatch(testContext(db, { queue }), order(id));

  const jobs = "SELECT name, state::text, data FROM pgboss.job WHERE (data ->> 'batch_id')::int = $1";
  expect(await db.query(jobs, [batch.id])).toEqual([
    { name: "batch.execute", state: "created", data: { batch_id: batch.id } },
  ]);
});

test("what is answered is what reading it back gives", async () => {
  const { id } = await scenario();

  const { batch, first_run } = await createBatch(ctx, order(id));

  expect(await getBatch(ctx, batch.id)).toMatchObject(batch);
  expect(await getRun(ctx, first_run.id)).toMatchObject(first_run);
});

test("triggering twice makes two batches", async () => {
  const { id } = await scenario();

  const [one, other] = [await createBatch(ctx, order(id)), await createBatch(ctx, order(id))];

  expect(one.batch.id).not.toBe(other.batch.id);
});

test("ten thousand runs are written at once", async () => {
  const { id } = await scenario();

  const { run } = await triggerRun(ctx, order(id, { count: 10_000 }));

  expect(run.count).toBe(10_000);
  expect(
    await db.query("SELECT count(*)::int AS n, max(batch_index) AS last FROM runs WHERE batch_id = $1", [run.batch_id]),
  ).toEqual([{ n: 10_000, last: 9_999 }]);
});

test("triggers that come at once get each its own batch, though one of them is refused", async () => {
  const made = await Promise.all([scenario(), scenario(), scenario()]);
  const key = { idempotency_key: crypto.randomUUID() };

  const orders = [...made, ...made].map(({ id }, index) =>
    createBatch(ctx, { ...order(id, { labels: { n: String(index) } }), ...(index < 2 ? key : {}) }),
  );
  const answers = await Promise.allSettled(orders);

  const created = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  expect(created).toHaveLength(5);
  expect(answers.find((answer) => answer.status === "rejected")).toMatchObject({
    reason: { code: "idempotency_mismatch" },
  });
  for (const { batch, first_run } of created) {
    expect(await getBatch(ctx, batch.id)).toMatchObject({ labels: batch.labels, scenario_id: batch.scenario_id });
    expect(await getRun(ctx, first_run.id)).toMatchObject({ batch_id: batch.id, scenario_id: batch.scenario_id });
  }
});

describe("the plan", () => {
  test("has every place filled, later layers winning", async () => {
    const { id } = await scenario({
      default_inputs: { url: "https://default.example", what: "default" },
      inputs_template: { what: "template" },
    });

    const { batch } = await createBatch(ctx, order(id, { inputs: { what: "trigger" } }));

    const { plan } = await getBatch(ctx, batch.id);
    expect(plan.request).toEqual({ url: "https://default.example", goal: "Find trigger" });
    expect(plan.inputs).toEqual({ url: "https://default.example", what: "trigger" });
    expect(BatchPlan.parse(plan)).toEqual(plan);
  });

  test("stays as it was when the automation is edited afterwards", async () => {
    const made = await scenario();
    const { batch } = await createBatch(ctx, order(made.id));

    await updateAutomation(ctx, { id: made.automation_id, request: { url: "https://other.example", goal: "other" } });

    expect((await getBatch(ctx, batch.id)).plan.request).toEqual({ url: "https://example.com", goal: "Find it" });
  });

  test("takes the target's timeouts, overridden one by one by the scenario's", async () => {
    const { id } = await scenario({ run_settings: { timeouts: { total_ms: 5_000 } } });

    const { batch } = await createBatch(ctx, order(id));

    expect((await getBatch(ctx, batch.id)).plan.timeouts).toEqual({
      connect_ms: 10_000,
      headers_ms: 60_000,
      first_event_ms: 120_000,
      idle_ms: 300_000,
      total_ms: 5_000,
    });
  });

  test.each<[number, number, number | null, number]>([
    [4, 10, null, 4],
    [4, 2, null, 2],
    [8, 10, 3, 3],
  ])(
    "of concurrency %i for %i runs on a target that allows %s asks for %i slots",
    async (concurrency, count, max_in_flight, slots) => {
      const target = await makeTarget(db, { limits: { max_in_flight } });
      const { id } = await scenario({ target_id: target.id, run_settings: { concurrency } });

      const { batch } = await createBatch(ctx, order(id, { count }));

      expect(batch.load).toMatchObject({ concurrency: slots });
      expect(await db.query("SELECT slots FROM batches WHERE id = $1", [batch.id])).toEqual([{ slots }]);
    },
  );
});

describe("refused, and nothing is written:", () => {
  test("a scenario that does not exist", async () => {
    await expect(createBatch(ctx, order(2_000_000_000))).rejects.toMatchObject({
      code: "not_found",
      fields: [{ field: "scenario_id" }],
    });
  });

  test("missing names, each with the places that need it", async () => {
    const { id } = await scenario();

    await expect(createBatch(ctx, order(id, { inputs: { what: "x" } }))).rejects.toMatchObject({
      code: "missing_template_variable",
      fields: [{ field: "inputs.url", message: "is needed by request.url" }],
    });
    expect(await countBatches(id)).toBe(0);
  });

  test("names that nobody uses", async () => {
    const { id } = await scenario();

    await expect(createBatch(ctx, order(id, { inputs: { ...INPUTS, ulr: 1 } }))).rejects.toMatchObject({
      code: "unknown_template_variable",
      fields: [{ field: "inputs.ulr" }],
    });
  });

  test("inputs that make the request one the provider would refuse", async () => {
    const { id } = await scenario();

    await expect(createBatch(ctx, order(id, { inputs: { ...INPUTS, url: "example.com" } }))).rejects.toMatchObject({
      code: "invalid_input",
      fields: [{ field: "request.url" }],
    });
    expect(await countBatches(id)).toBe(0);
  });

  test.each(["scenarios", "automations", "targets"])("anything archived among %s", async (table) => {
    const made = await scenario();
    const id = { scenarios: made.id, automations: made.automation_id, targets: made.target_id }[table];
    await db.query(`UPDATE ${table} SET archived_at = now() WHERE id = $1`, [id]);

    await expect(createBatch(ctx, order(made.id))).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("is archived"),
    });
    expect(await countBatches(made.id)).toBe(0);
  });

  test("a scenario without a target where there is no default", async () => {
    const automation = await makeAutomation(db);
    const { id } = await makeScenario(db, { automation_id: automation.id, target_id: null });

    await expect(createBatch(ctx, order(id, { inputs: {} }))).rejects.toMatchObject({ code: "conflict" });
  });

  test("a queue that does not take the job", async () => {
    const { id } = await scenario();
    const failing = testContext(db, { queue: { send: () => Promise.reject(new Error("The queue is down.")) } });

    await expect(createBatch(failing, order(id))).rejects.toThrow("The queue is down.");
    expect(await countBatches(id)).toBe(0);
  });
});

describe("an idempotency key", () => {
  test("answers a repeated call with the same batch, as it is now", async () => {
    const { id } = await scenario();
    const call = { ...order(id), idempotency_key: crypto.randomUUID() };
    const first = await createBatch(ctx, call);
    await db.query("UPDATE runs SET status = 'running' WHERE batch_id = $1", [first.batch.id]);

    const second = await createBatch(ctx, call);

    expect(second).toMatchObject({
      is_replayed: true,
      batch: { id: first.batch.id, counts: { running: 1 } },
      first_run: { id: first.first_run.id, status: "running" },
    });
    expect(await countBatches(id)).toBe(1);
  });

  test("knows the same body in another order of fields", async () => {
    const { id } = await scenario();
    const key = { idempotency_key: crypto.randomUUID() };
    const first = await createBatch(ctx, {
      ...order(id, { inputs: { url: "https://example.com", what: "x" } }),
      ...key,
    });

    const second = await createBatch(ctx, {
      ...order(id, { inputs: { what: "x", url: "https://example.com" } }),
      ...key,
    });

    expect(second.batch.id).toBe(first.batch.id);
  });

  test("refuses another body", async () => {
    const { id } = await scenario();
    const key = { idempotency_key: crypto.randomUUID() };
    await createBatch(ctx, { ...order(id), ...key });

    await expect(createBatch(ctx, { ...order(id, { count: 2 }), ...key })).rejects.toMatchObject({
      code: "idempotency_mismatch",
    });
    await expect(createBatch(ctx, { ...order(2_000_000_000), ...key })).rejects.toMatchObject({
      code: "idempotency_mismatch",
    });
    expect(await countBatches(id)).toBe(1);
  });

  test("makes one batch of many calls at once", async () => {
    const { id } = await scenario();
    const call = { ...order(id), idempotency_key: crypto.randomUUID() };

    const answers = await Promise.all(Array.from({ length: 8 }, () => createBatch(ctx, call)));

    expect(new Set(answers.map(({ batch }) => batch.id)).size).toBe(1);
    expect(answers.filter(({ is_replayed }) => !is_replayed)).toHaveLength(1);
    expect(await countBatches(id)).toBe(1);
  });

  test("of a refused call stays free", async () => {
    const { id } = await scenario();
    const key = { idempotency_key: crypto.randomUUID() };
    await expect(createBatch(ctx, { ...order(id, { inputs: {} }), ...key })).rejects.toMatchObject({
      code: "missing_template_variable",
    });

    expect((await createBatch(ctx, { ...order(id), ...key })).is_replayed).toBe(false);
  });

  test("still answers after the scenario was archived", async () => {
    const { id } = await scenario();
    const call = { ...order(id), idempotency_key: crypto.randomUUID() };
    const first = await createBatch(ctx, call);
    await db.query("UPDATE scenarios SET archived_at = now() WHERE id = $1", [id]);

    expect((await createBatch(ctx, call)).batch.id).toBe(first.batch.id);
  });
});

describe("on a real target", () => {
  const real = async (usd_per_step: number | null, request: JsonObject = REQUEST) => {
    const target = await makeTarget(db, { simulated: false, usd_per_step });
    return scenario({ request, target_id: target.id });
  };

  test("an estimate above the threshold needs confirmation, and is said", async () => {
    const { id } = await real(0.016, { ...REQUEST, agent_config: { max_steps: 10 } });

    await expect(createBatch(ctx, order(id, { count: 10 }))).rejects.toMatchObject({
      code: "confirmation_required",
      message: "This would cost about 1.6 USD (10 runs x 10 steps x 0.016 USD); that needs your confirmation.",
      details: { usd: 1.6, steps_per_run: 10, runs: 10, usd_per_step: 0.016, confirm_above_usd: 1 },
    });
    expect(await countBatches(id)).toBe(0);
    expect((await createBatch(ctx, order(id, { count: 10, confirm: true }))).batch.origin).toBe("real");
    expect((await createBatch(ctx, order(id, { count: 10, confirm_above_usd: 2 }))).batch.origin).toBe("real");
    expect((await createBatch(ctx, order(id, { count: 6 }))).batch.origin).toBe("real");
  });

  test("an unknown price needs confirmation, however high the threshold", async () => {
    const { id } = await real(null);

    await expect(createBatch(ctx, order(id, { confirm_above_usd: 1_000_000 }))).rejects.toMatchObject({
      code: "confirmation_required",
      details: { usd: null },
    });
    expect((await createBatch(ctx, order(id, { confirm: true }))).batch.status).toBe("queued");
  });

  test("the scenario's own real runs say how many steps to expect", async () => {
    const made = await real(0.016);
    const past = await makeBatch(db, { scenario: made, origin: "real", runs: 0 });
    for (const [batch_index, steps] of [2, 3, 100].entries())
      await makeRun(db, { batch: past, batch_index, origin: "real", status: "completed", steps });
    const rehearsal = await makeBatch(db, { scenario: made, runs: 0 });
    await makeRun(db, { batch: rehearsal, status: "completed", steps: 400 });

    await expect(createBatch(ctx, order(made.id, { confirm_above_usd: 0 }))).rejects.toMatchObject({
      details: { steps_per_run: 3, usd: 0.048 },
    });
  });
});

test("a simulated target never needs confirmation", async () => {
  const target = await makeTarget(db, { usd_per_step: null });
  const { id } = await scenario({ target_id: target.id });

  expect((await createBatch(ctx, order(id, { count: 100, confirm_above_usd: 0 }))).batch.origin).toBe("simulated");
});
