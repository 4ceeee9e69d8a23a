import { CreateBatch } from "@tfbench/contracts";
import { makeAutomation, makeBatch, makeRun, makeScenario, makeTarget, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getBatch } from "../batches/get-batch.ts";
import { auditOf, testContext } from "../test-context.ts";
import { cancelRuns } from "./cancel-runs.ts";
import { clearRunVerdict } from "./clear-run-verdict.ts";
import { getRun } from "./get-run.ts";
import { rerunRuns } from "./rerun-runs.ts";
import { setRunVerdict } from "./set-run-verdict.ts";
import { tagRuns } from "./tag-runs.ts";
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
const idOf = ({ run_ids }: { run_ids: number[] }): number => run_ids[0] ?? 0;

describe("cancelling several runs", () => {
  test("ends those that are queued, asks those that run, and names the others with the reason", async () => {
    const queued = await makeBatch(db, { runs: 3 });
    const running = await makeBatch(db, { ...RUNNING, run_status: "running" });
    const ended = await makeBatch(db, { ...RUNNING, run_status: "timeout" });
    const [first = 0, second = 0] = queued.run_ids;

    const outcome = await cancelRuns(ctx, { ids: [first, second, first, idOf(running), idOf(ended), MISSING] });

    expect(outcome).toEqual({
      done: 3,
      skipped: [
        { id: MISSING, reason: "not_found", message: `Run ${MISSING} does not exist.` },
        { id: idOf(ended), reason: "already_ended", message: `Run ${idOf(ended)} has ended already (timeout).` },
      ],
    });
    expect(await getBatch(ctx, queued.id)).toMatchObject({ status: "queued", counts: { cancelled: 2, queued: 1 } });
    expect(await getRun(ctx, idOf(running))).toMatchObject({ status: "running", cancel_requested: true });
    for (const id of [first, second, idOf(running)]) expect(await auditOf(db, "run", id)).toHaveLength(1);
  });

  test("ends a batch with the last of its runs, and its figures hold them", async () => {
    const made = await makeBatch(db, { runs: 3 });

    await cancelRuns(ctx, { ids: made.run_ids });

    expect(await getBatch(ctx, made.id)).toMatchObject({ status: "cancelled", summary: { finished: 3 } });
  });

  test("twice changes nothing more", async () => {
    const { run_ids } = await makeBatch(db, { runs: 2 });
    await cancelRuns(ctx, { ids: run_ids });

    const again = await cancelRuns(ctx, { ids: run_ids });

    expect(again).toMatchObject({ done: 0, skipped: run_ids.map((id) => ({ id, reason: "already_cancelled" })) });
    expect(await auditOf(db, "run", run_ids[0] ?? 0)).toHaveLength(1);
  });

  test("leaves the runs of another project alone", async () => {
    const { run_ids } = await makeBatch(db, {});

    expect(await cancelRuns({ ...ctx, project_id: 2 }, { ids: run_ids })).toMatchObject({
      done: 0,
      skipped: [{ reason: "not_found" }],
    });
  });
});

describe("running several again", () => {
  async function trigger(options: { count?: number; goal?: string; usd_per_step?: number | null } = {}) {
    const { count = 1, goal = "Find {{what}}", usd_per_step = 1 } = options;
    const automation = await makeAutomation(db, { request: { url: "https://example.com", goal } });
    const target = await makeTarget(db, { usd_per_step });
    const scenario = await makeScenario(db, { automation_id: automation.id, target_id: target.id });
    const start = async (what: string) => {
      const { run } = await triggerRun(ctx, CreateBatch.parse({ scenario_id: scenario.id, count, inputs: { what } }));
      const rows = await db.query<{ id: number }>("SELECT id FROM runs WHERE batch_id = $1 ORDER BY id", [
        run.batch_id,
      ]);
      return rows.map(({ id }) => id);
    };
    return { scenario, target, trigger: start };
  }
  const again = (ids: number[], changes: object = {}) =>
    rerunRuns(ctx, { ids, confirm: false, confirm_above_usd: 1, ...changes });

  test("makes one batch of those that sent the same request, and each run knows which one it repeats", async () => {
    const { trigger: start, scenario } = await trigger({ count: 2 });
    const [a, b, other] = [await start("it"), await start("it"), await start("them")];

    const { outcome } = await again([...a, ...b, ...other, MISSING]);

    expect(outcome).toMatchObject({
      done: 6,
      skipped: [{ id: MISSING, reason: "not_found" }],
      batches: [
        { scenario_id: scenario.id, scenario_name: scenario.name, runs: 4 },
        { scenario_id: scenario.id, runs: 2 },
      ],
    });
    const [first] = outcome.batches;
    const runs = await db.query("SELECT rerun_of FROM runs WHERE batch_id = $1 ORDER BY batch_index", [first?.id]);
    expect(runs).toEqual([...a, ...b].map((rerun_of) => ({ rerun_of })));
    expect((await getBatch(ctx, first?.id ?? 0)).plan).toMatchObject({
      request: { goal: "Find it" },
      load: { runs: 4 },
    });
    expect(ctx.sent.at(-1)).toEqual({
      name: "batch.execute",
      payloads: outcome.batches.map(({ id }) => ({ batch_id: id })),
    });
  });

  test("with one key is done once, and answers the same again", async () => {
    const { trigger: start } = await trigger();
    const ids = [...(await start("it")), ...(await start("them"))];
    const key = { idempotency_key: crypto.randomUUID() };

    const [one, other] = [await again(ids, key), await again(ids, key)];

    expect([one.is_replayed, other.is_replayed]).toEqual([false, true]);
    expect(other.outcome).toEqual(one.outcome);
    await expect(again(ids.slice(1), key)).rejects.toMatchObject({ code: "idempotency_mismatch" });
  });

  test("with one key at the same time is done once", async () => {
    const { trigger: start } = await trigger();
    const ids = await start("it");
    const key = { idempotency_key: crypto.randomUUID() };

    const answers = await Promise.all([again(ids, key), again(ids, key), again(ids, key)]);

    expect(new Set(answers.map(({ outcome }) => outcome.batches[0]?.id)).size).toBe(1);
  });

  test("on a real target asks for confirmation of the sum", async () => {
    const { trigger: start, target } = await trigger({ usd_per_step: 0.004 });
    const ids = [...(await start("it")), ...(await start("them"))];
    await db.query("UPDATE targets SET simulated = false WHERE id = $1", [target.id]);

    // 150 steps at most, so 0.60 USD each: either is below the limit, both together are not.
    await expect(again(ids)).rejects.toMatchObject({
      code: "confirmation_required",
      message: "This would cost about 1.2 USD (2 runs); that needs your confirmation.",
      details: { usd: 1.2, runs: 2 },
    });
    expect((await again(ids.slice(1))).outcome.done).toBe(1);
    expect((await again(ids, { confirm: true })).outcome.done).toBe(2);
  });

  test("names the runs whose scenario is archived, and does the others", async () => {
    const [kept, archived] = [await trigger(), await trigger()];
    const [one, other] = [await kept.trigger("it"), await archived.trigger("it")];
    await db.query("UPDATE scenarios SET archived_at = now() WHERE id = $1", [archived.scenario.id]);

    const { outcome } = await again([...one, ...other]);

    expect(outcome).toMatchObject({ done: 1, skipped: [{ id: other[0], reason: "archived" }] });
  });

  test("names the turns of chats as what they are, and does the others", async () => {
    const { trigger: start } = await trigger();
    const chat = await makeBatch(db, {});
    await db.query(`UPDATE batches SET plan = jsonb_set(plan, '{settings,chats}', '{"turns": 2}') WHERE id = $1`, [
      chat.id,
    ]);

    const { outcome } = await again([...(await start("it")), idOf(chat)]);

    expect(outcome).toMatchObject({
      done: 1,
      skipped: [
        {
          id: idOf(chat),
          reason: "turn_of_chat",
          message: "A turn of a chat follows from the turns before it, so it is not run again by itself.",
        },
      ],
    });
  });

  test("of nothing that exists writes nothing", async () => {
    expect((await again([MISSING], { idempotency_key: "unused" })).outcome).toMatchObject({ done: 0, batches: [] });
  });
});

describe("tagging runs", () => {
  const tagsOf = async (id: number) => (await getRun(ctx, id)).tags;

  test("adds and removes, in alphabetical order, and twice changes nothing more", async () => {
    const { run_ids } = await makeBatch(db, { runs: 2 });
    await tagRuns(ctx, { ids: run_ids, add: ["slow", "Zürich", "a b"], remove: [] });

    const change = { ids: [...run_ids, MISSING], add: ["checked"], remove: ["slow", "never there"] };
    const outcome = await tagRuns(ctx, change);
    const again = await tagRuns(ctx, change);

    expect(outcome).toMatchObject({ done: 2, skipped: [{ id: MISSING, reason: "not_found" }] });
    expect(again).toEqual(outcome);
    for (const id of run_ids) {
      expect(await tagsOf(id)).toEqual(["Zürich", "a b", "checked"]);
      expect(await auditOf(db, "run", id)).toMatchObject([
        { action: "tag" },
        { action: "tag", details: { add: ["checked"], remove: ["slow", "never there"] } },
      ]);
    }
  });

  test("leaves a run that would have too many as it is, and says so", async () => {
    const [full, empty] = [await makeRun(db), await makeRun(db)];
    await tagRuns(ctx, { ids: [full.id], add: ["1", "2", "3", "4", "5", "6", "7", "8", "9"], remove: [] });

    const outcome = await tagRuns(ctx, { ids: [full.id, empty.id], add: ["a", "b"], remove: [] });

    expect(outcome).toEqual({
      done: 1,
      skipped: [{ id: full.id, reason: "too_many_tags", message: `Run ${full.id} would have more than 10 tags.` }],
    });
    expect(await tagsOf(full.id)).toHaveLength(9);
    expect(await tagsOf(empty.id)).toEqual(["a", "b"]);
  });

  test("holds ten of the longest tags", async () => {
    const { id } = await makeRun(db);
    const add = Array.from({ length: 10 }, (_, index) => `${index}${"語".repeat(63)}`);

    expect(await tagRuns(ctx, { ids: [id], add, remove: [] })).toEqual({ done: 1, skipped: [] });
  });
});

describe("a person's verdict", () => {
  test("stands beside the goal, which it never changes, and can be replaced and taken back", async () => {
    const { id } = await makeRun(db, { status: "completed", goal: "passed" });

    const judged = await setRunVerdict(ctx, { id, goal: "failed", note: "Another product's price." });
    const again = await setRunVerdict(ctx, { id, goal: "partial" });
    await clearRunVerdict(ctx, { id });
    await clearRunVerdict(ctx, { id });

    expect(judged).toMatchObject({
      goal: "passed",
      verdict: { goal: "failed", note: "Another product's price.", at: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/) },
    });
    expect(again.verdict).toMatchObject({ goal: "partial", note: null });
    expect((await getRun(ctx, id)).verdict).toBeNull();
    expect((await auditOf(db, "run", id)).map(({ action }) => action)).toEqual([
      "set_verdict",
      "set_verdict",
      "clear_verdict",
    ]);
  });

  test("is refused for a run that has not ended or does not exist", async () => {
    const { id } = await makeRun(db);

    await expect(setRunVerdict(ctx, { id, goal: "passed" })).rejects.toMatchObject({ code: "conflict" });
    await expect(setRunVerdict(ctx, { id: MISSING, goal: "passed" })).rejects.toMatchObject({ code: "not_found" });
    await expect(clearRunVerdict(ctx, { id: MISSING })).rejects.toMatchObject({ code: "not_found" });
  });
});
