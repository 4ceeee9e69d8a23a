import { CreateBatch } from "@tfbench/contracts";
import type { RunStatus } from "@tfbench/contracts";
import { makeAutomation, makeBatch, makeScenario, makeTarget, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getBatch } from "../batches/get-batch.ts";
import { auditOf, testContext } from "../test-context.ts";
import { cancelRun } from "./cancel-run.ts";
import { rerunRun } from "./rerun-run.ts";
import { triggerRun } from "./trigger-run.ts";

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
});
afterAll(() => db.close());

const MISSING = 2_000_000_000;
const RUNNING = { status: "running", worker_id: "w", lease_until: "2100-01-01T00:00:00.000Z" } as const;
const first = <T>(items: readonly T[]): T => {
  const [item] = items;
  if (item === undefined) throw new Error("There is none.");
  return item;
};

describe("cancelling a run", () => {
  test("that is queued ends it at once, and with the last one its batch", async () => {
    const made = await makeBatch(db, { runs: 2 });

    const cancelled = await cancelRun(ctx, { id: first(made.run_ids) });
    const between = await getBatch(ctx, made.id);
    await cancelRun(ctx, { id: made.run_ids[1] ?? 0 });
    const after = await getBatch(ctx, made.id);

    expect(cancelled).toMatchObject({ status: "cancelled", cancelled_by: "user", cancel_requested: true });
    expect(between).toMatchObject({ status: "queued", counts: { cancelled: 1, queued: 1 } });
    expect(after).toMatchObject({ status: "cancelled", summary: { finished: 2 } });
    expect((await auditOf(db, "run", first(made.run_ids))).map(({ action }) => action)).toEqual(["cancel"]);
  });

  test("that is running asks its worker", async () => {
    const made = await makeBatch(db, { ...RUNNING, run_status: "running" });

    expect(await cancelRun(ctx, { id: first(made.run_ids) })).toMatchObject({
      status: "running",
      cancel_requested: true,
    });
    expect((await getBatch(ctx, made.id)).status).toBe("running");
  });

  test("twice changes nothing more", async () => {
    const queued = await makeBatch(db, {});
    const running = await makeBatch(db, { ...RUNNING, run_status: "running" });
    for (const { run_ids } of [queued, running]) {
      const id = first(run_ids);
      const once = await cancelRun(ctx, { id });

      expect(await cancelRun(ctx, { id })).toEqual(once);
      expect(await auditOf(db, "run", id)).toHaveLength(1);
    }
  });

  test.each<RunStatus>(["completed", "timeout", "aborted"])("that ended %s is refused", async (run_status) => {
    const made = await makeBatch(db, { ...RUNNING, run_status });

    await expect(cancelRun(ctx, { id: first(made.run_ids) })).rejects.toMatchObject({
      code: "not_cancellable",
      details: { status: run_status },
    });
  });

  test("that does not exist does not find it", async () => {
    await expect(cancelRun(ctx, { id: MISSING })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("running again", () => {
  async function trigger(target_id?: number) {
    const automation = await makeAutomation(db, { request: { url: "https://example.com", goal: "Find {{what}}" } });
    const target = target_id ?? (await makeTarget(db)).id;
    const scenario = await makeScenario(db, {
      automation_id: automation.id,
      target_id: target,
      run_settings: { concurrency: 4, timeouts: { total_ms: 5_000 } },
    });
    const { run } = await triggerRun(
      ctx,
      CreateBatch.parse({ scenario_id: scenario.id, count: 2, inputs: { what: "it" }, labels: { team: "a" } }),
    );
    return { run, scenario, automation, target_id: target };
  }
  const again = (id: number, changes: object = {}) =>
    rerunRun(ctx, { id, confirm: false, confirm_above_usd: 1, ...changes });

  test("sends the request as it was, whatever became of the automation", async () => {
    const { run, automation } = await trigger();
    await db.query(
      'UPDATE automations SET request = \'{"url":"https://other.example","goal":"other"}\' WHERE id = $1',
      [automation.id],
    );

    const { run: rerun } = await again(run.id);

    expect(rerun).toMatchObject({
      rerun_of: run.id,
      count: 1,
      labels: { team: "a" },
      status: "queued",
      batch: { rerun_of_run: run.id },
    });
    const { plan } = await getBatch(ctx, rerun.batch_id);
    expect(plan).toMatchObject({
      request: { goal: "Find it" },
      inputs: { what: "it" },
      load: { runs: 1, concurrency: 1 },
      timeouts: { total_ms: 5_000 },
    });
    expect(first(await auditOf(db, "batch", rerun.batch_id))).toMatchObject({
      action: "rerun",
      details: { rerun_of_run: run.id },
    });
  });

  test("goes to the run's own target as that is today", async () => {
    const { run, scenario, target_id } = await trigger();
    const other = await makeTarget(db);
    await db.query("UPDATE scenarios SET target_id = $2 WHERE id = $1", [scenario.id, other.id]);
    await db.query("UPDATE targets SET base_url = 'http://127.0.0.1:8' WHERE id = $1", [target_id]);

    const { run: rerun } = await again(run.id);

    expect((await getBatch(ctx, rerun.batch_id)).plan.target).toMatchObject({
      id: target_id,
      base_url: "http://127.0.0.1:8",
    });
  });

  test("twice makes two runs, unless one key names them both", async () => {
    const { run } = await trigger();
    const key = { idempotency_key: crypto.randomUUID() };

    const [one, other] = [await again(run.id), await again(run.id)];
    const [keyed, repeated] = [await again(run.id, key), await again(run.id, key)];

    expect(one.run.id).not.toBe(other.run.id);
    expect(repeated.run.id).toBe(keyed.run.id);
    expect([keyed.is_replayed, repeated.is_replayed]).toEqual([false, true]);
    await expect(again(one.run.id, key)).rejects.toMatchObject({ code: "idempotency_mismatch" });
  });

  test("on a real target needs confirmation like a trigger", async () => {
    const target = await makeTarget(db, { usd_per_step: 1 });
    const { run } = await trigger(target.id);
    await db.query("UPDATE targets SET simulated = false WHERE id = $1", [target.id]);

    await expect(again(run.id)).rejects.toMatchObject({ code: "confirmation_required" });
    expect((await again(run.id, { confirm: true })).run.origin).toBe("real");
  });

  test("is refused when scenario or target is archived, and when the run does not exist", async () => {
    const { run, scenario } = await trigger();
    await db.query("UPDATE scenarios SET archived_at = now() WHERE id = $1", [scenario.id]);

    await expect(again(run.id)).rejects.toMatchObject({ code: "conflict" });
    await expect(again(MISSING)).rejects.toMatchObject({ code: "not_found" });
  });
});
