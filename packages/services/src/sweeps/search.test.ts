import { CreateAutomation, CreateSweep, CreateTarget, Sweep } from "@tfbench/contracts";
import type { JsonObject } from "@tfbench/contracts";
import { makeScenario, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAutomation } from "../automations/create-automation.ts";
import { cancelBatch } from "../batches/cancel-batch.ts";
import { finishBatch } from "../batches/finish-batch.ts";
import { getBatch } from "../batches/get-batch.ts";
import { createTarget } from "../targets/create-target.ts";
import { testContext } from "../test-context.ts";
import { cancelSweep } from "./cancel-sweep.ts";
import { createSweep } from "./create-sweep.ts";
import { getSweep } from "./get-sweep.ts";
import { listSweeps } from "./list-sweeps.ts";

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
});
afterAll(() => db.close());

const CLOSED = { kind: "closed", runs: 40, concurrency: 1, start_spread_ms: 0 };
const SEARCH = { low: 1, high: 8, confidence: 0.8, loads_per_level: 2, slos: ["success >= 0.8"] };

async function makeEndpoint(run_settings: JsonObject = {}, { simulated = true } = {}): Promise<number> {
  const name = crypto.randomUUID();
  const request = { model: "m", messages: [{ role: "user", content: "hi" }] };
  const automation = await createAutomation(ctx, CreateAutomation.parse({ name, provider: "openai", request }));
  const address = { name, provider: "openai", base_url: "http://127.0.0.1:1", simulated };
  const target = await createTarget(ctx, CreateTarget.parse({ ...address, limits: { max_in_flight: 8 } }));
  return (await makeScenario(db, { automation_id: automation.id, target_id: target.id, run_settings })).id;
}

async function begin(changes: Record<string, unknown> = {}, load: JsonObject = CLOSED): Promise<Sweep> {
  const input = CreateSweep.parse({
    scenario_id: await makeEndpoint(),
    load,
    seed: 7,
    grace_ms: 500,
    search: { ...SEARCH, ...changes },
  });
  return (await createSweep(ctx, input)).sweep;
}
const searchOf = async ({ id }: { id: number }) => {
  const { search } = await getSweep(ctx, id);
  if (search === null) throw new Error("A sweep of these tests is a search.");
  return search;
};

/** As a worker: the runs of the load that waits end, all well or none, and nothing is written of its end yet. */
async function measure(sweep: Sweep, status: "completed" | "timeout" | "aborted"): Promise<number> {
  const id = (await searchOf(sweep)).open_batch_id ?? 0;
  await db.query(
    "UPDATE batches SET status = 'running', worker_id = 'w', lease_until = now(), started_at = now() WHERE id = $1",
    [id],
  );
  await db.query(
    `UPDATE runs r SET status = $2, due_at = now() + batch_index * interval '1 second', started_at = now(), finished_at = now(),
       total_duration_ms = 100,
       load_part = CASE WHEN batch_index < (b.plan ->> 'warm_up_runs')::integer THEN 'warm_up' END
     FROM batches b WHERE b.id = batch_id AND batch_id = $1`,
    [id, status],
  );
  return id;
}
const load = async (sweep: Sweep, status: "completed" | "timeout") => finishBatch(ctx, await measure(sweep, status));

/** Of a target that does everything up to `capacity`. */
async function searchAll(sweep: Sweep, capacity: number): Promise<void> {
  for (let search = await searchOf(sweep); search.ended === null; search = await searchOf(sweep))
    await load(sweep, (search.tried.at(-1)?.level ?? 0) <= capacity ? "completed" : "timeout");
}

test("the end of each load decides which level comes next, until the highest that is met is known", async () => {
  const sweep = await begin();

  await searchAll(sweep, 5);

  const done = await getSweep(ctx, sweep.id);
  expect(Sweep.parse(done)).toEqual(done);
  expect(done).toMatchObject({ status: "finished", ended_levels: 6, finished_at: expect.any(String) });
  expect(done.search).toMatchObject({ ended: "decided", highest_met: 5, lowest_not_met: 6, most_left: 0 });
  expect(done.search?.tried.map(({ level, verdict }) => [level, verdict])).toEqual([
    [1, "met"],
    [2, "met"],
    [4, "met"],
    [8, "missed"],
    [6, "missed"],
    [5, "met"],
  ]);
  expect(done.search?.sentence).toBe(
    "Concurrency 5 meets success >= 0.8 (80 % confidence, n 40); concurrency 6 was shown not to.",
  );
  const { data } = await listSweeps(ctx, { cursor: null, limit: 1 });
  expect(data[0]).toMatchObject({ id: sweep.id, status: "finished", search: { highest_met: 5 } });
});

test.each([
  [
    0,
    { highest_met: null, lowest_not_met: 1 },
    /^No level is shown to meet .* Concurrency 1, the lowest, was shown not to\.$/,
  ],
  [8, { highest_met: 8, lowest_not_met: null }, /^Concurrency 8 meets .*; it is the highest level of the search\.$/],
])("a search that ends at an end of its range, at %i, says so", async (capacity, found, sentence) => {
  const sweep = await begin();

  await searchAll(sweep, capacity);

  const search = await searchOf(sweep);
  expect(search).toMatchObject({ ended: "decided", ...found });
  expect(search.sentence).toMatch(sentence);
});

test("every load has its level, its warm-up on top, and prompts and times of its own; nothing else differs", async () => {
  const sweep = await begin();
  await searchAll(sweep, 2);

  const { levels } = await getSweep(ctx, sweep.id);
  const plans = await Promise.all(levels.map(async ({ batch }) => (await getBatch(ctx, batch.id)).plan));

  expect(plans.map(({ load: of }) => of)).toMatchObject([
    { concurrency: 1, runs: 41 },
    { concurrency: 2, runs: 42 },
    { concurrency: 4, runs: 44 },
    { concurrency: 3, runs: 43 },
  ]);
  expect(new Set(plans.map(({ seed }) => seed)).size).toBe(4);
  expect(plans.map(({ grace_ms }) => grace_ms)).toEqual([500, 500, 500, 500]);
  expect(plans.map(({ warm_up_runs }) => warm_up_runs)).toEqual([1, 2, 4, 3]);
  const others = plans.map(({ load: _load, seed: _seed, warm_up_runs: _runs, ...rest }) => JSON.stringify(rest));
  expect(new Set(others).size).toBe(1);
  expect(levels.every(({ batch }) => batch.sweep_id === sweep.id)).toBe(true);
});

test("a warm-up of the order takes the place of the search's own at every level, and is in no evidence", async () => {
  const input = CreateSweep.parse({
    scenario_id: await makeEndpoint(),
    load: CLOSED,
    search: SEARCH,
    warm_up_runs: 5,
    grace_ms: 9_000,
  });
  const { sweep } = await createSweep(ctx, input);
  await load(sweep, "completed");

  const { levels, search } = await getSweep(ctx, sweep.id);
  const plans = await Promise.all(levels.map(async ({ batch }) => (await getBatch(ctx, batch.id)).plan));

  const asked = { warm_up_runs: 5, grace_ms: 9_000 };
  expect(plans).toMatchObject([
    { load: { concurrency: 1, runs: 45 }, ...asked },
    { load: { concurrency: 2, runs: 45 }, ...asked },
  ]);
  expect(search?.tried[0]?.evidence).toMatchObject([{ good: 40, n: 40 }]);
});

test("an open load warms up for a tenth of its time", async () => {
  const given = { kind: "constant", rate_per_second: 1, duration_ms: 60_000 };
  const input = CreateSweep.parse({ scenario_id: await makeEndpoint(), load: given, search: SEARCH });
  const providers = { ...ctx.providers, countRuns: () => 60 };
  const { sweep } = await createSweep({ ...ctx, providers }, input);

  const { plan } = await getBatch(ctx, sweep.levels[0]?.batch.id ?? 0);

  expect(plan).toMatchObject({ load: { duration_ms: 60_000, rate_per_second: 1 }, warm_up_ms: 6_000 });
});

test("a load whose end is written twice, or twice at once, is followed by one", async () => {
  const sweep = await begin();
  const first = await measure(sweep, "completed");

  await Promise.all([finishBatch(ctx, first), finishBatch(ctx, first)]);
  await finishBatch(ctx, first);

  expect((await getSweep(ctx, sweep.id)).levels.map(({ level }) => level)).toEqual([1, 2]);
});

test("a worker that is lost between two levels leaves neither the end nor a next load, and another writes both", async () => {
  const sweep = await begin();
  const first = await measure(sweep, "completed");
  const dying = { ...ctx, queue: { send: () => Promise.reject(new Error("killed")) } };

  await expect(finishBatch(dying, first)).rejects.toThrow("killed");
  const between = await getSweep(ctx, sweep.id);
  await finishBatch(ctx, first);

  expect(between).toMatchObject({ status: "running", levels: [{ level: 1, state: null }] });
  expect(between.search).toMatchObject({ open_batch_id: first, tried: [{ level: 1, verdict: null, loads: [] }] });
  const after = await getSweep(ctx, sweep.id);
  expect(after.levels.map(({ level }) => level)).toEqual([1, 2]);
  expect(after.search).toMatchObject({ open_batch_id: after.levels[1]?.batch.id, highest_met: 1 });
});

test("a load that was lost with its worker decides nothing, and uses up one of its level", async () => {
  const sweep = await begin();
  const lost = { failed: { reason_code: "worker_lost", error: "The worker died." } };

  await finishBatch(ctx, await measure(sweep, "aborted"), lost);
  const once = await searchOf(sweep);
  await finishBatch(ctx, await measure(sweep, "aborted"), lost);

  expect(once).toMatchObject({ ended: null, tried: [{ level: 1, verdict: null, loads: [{ is_invalid: true }] }] });
  const done = await searchOf(sweep);
  expect(done).toMatchObject({ ended: "decided", highest_met: null, tried: [{ verdict: "invalid" }] });
  expect(done.sentence).toMatch(/Concurrency 1, the lowest, could not be measured: none of its loads was valid\.$/);
});

test("a load that another worker went on with decides nothing: its runs met a target that stood still", async () => {
  // One lost run of so many does not make a load invalid by itself.
  const sweep = await begin({}, { ...CLOSED, runs: 400 });
  const first = await measure(sweep, "completed");
  await db.query("UPDATE runs SET status = 'aborted' WHERE batch_id = $1 AND batch_index = 9", [first]);

  await finishBatch(ctx, first);

  expect((await searchOf(sweep)).tried).toMatchObject([{ level: 1, verdict: null, loads: [{ is_invalid: true }] }]);
});

test("a load that cannot be measured ends the search, and it says why", async () => {
  const sweep = await begin();
  await load(sweep, "completed");

  await finishBatch(ctx, await measure(sweep, "timeout"), {
    failed: { reason_code: "credential_missing", error: "KEY is not set." },
  });

  expect((await getSweep(ctx, sweep.id)).status).toBe("failed");
  expect(await searchOf(sweep)).toMatchObject({
    ended: "broken",
    ended_because: "KEY is not set.",
    tried: [{ verdict: "met" }, { verdict: "cut" }],
    sentence: expect.stringMatching(/^Concurrency 1 meets .* a higher level may meet it too\.$/),
  });
});

test("a level whose random arrivals are more than a batch holds ends the search, and the load before it is written", async () => {
  const open = { kind: "constant", rate_per_second: 1, runs: 40 };
  const sweep = await begin({}, open);
  const providers = { ...ctx.providers, countRuns: () => 20_000 };

  const { ended } = await finishBatch({ ...ctx, providers }, await measure(sweep, "completed"));

  expect(ended).toBe(true);
  expect(sweep.levels[0]?.batch.run_count).toBe(44);
  const search = await searchOf(sweep);
  // A tenth warms up.
  expect(search.tried[0]?.evidence).toMatchObject([{ good: 40, n: 40 }]);
  expect(search).toMatchObject({ ended: "broken", ended_because: expect.stringContaining("20000 runs") });
});

test("objectives that can be read no longer are not taken for met", async () => {
  const sweep = await begin();
  await db.query(`UPDATE sweeps SET search = jsonb_set(search, '{slos}', '["quick"]') WHERE id = $1`, [sweep.id]);

  await load(sweep, "completed");

  expect(await searchOf(sweep)).toMatchObject({ ended: "broken", highest_met: null });
});

test("a load that its budget ended decides nothing, and ends the search", async () => {
  const sweep = await begin();

  await finishBatch(ctx, await measure(sweep, "completed"), {
    stopped: { reason_code: "budget_runs", error: "The budget was used up." },
  });

  expect(await searchOf(sweep)).toMatchObject({ ended: "broken", ended_because: "The budget was used up." });
});

test.each([
  ["the sweep", (sweep: Sweep) => cancelSweep(ctx, { id: sweep.id })],
  ["its load", async (sweep: Sweep) => cancelBatch(ctx, { id: (await searchOf(sweep)).open_batch_id ?? 0 })],
])("cancelling %s before it began ends the search", async (_, cancel) => {
  const sweep = await begin();
  await load(sweep, "completed");

  await cancel(sweep);

  const done = await getSweep(ctx, sweep.id);
  expect(done).toMatchObject({ status: "cancelled", search: { ended: "cancelled", open_batch_id: null } });
  expect(done.search?.tried.map(({ verdict }) => verdict)).toEqual(["met", "cut"]);
  await expect(cancelSweep(ctx, { id: sweep.id })).rejects.toMatchObject({ code: "not_cancellable" });
});

test("a cancel that comes when every run of the load has ended lets no other load follow", async () => {
  const sweep = await begin();
  const first = await measure(sweep, "completed");
  await cancelSweep(ctx, { id: sweep.id });

  await finishBatch(ctx, first);

  const done = await getSweep(ctx, sweep.id);
  expect(done.levels).toHaveLength(1);
  expect(done).toMatchObject({ status: "cancelled", search: { ended: "cancelled", highest_met: null } });
});

test("all loads that a search may come to are confirmed together", async () => {
  const scenario_id = await makeEndpoint({}, { simulated: false });
  const search = { ...SEARCH, low: 2, high: 4 };
  const input = CreateSweep.parse({ scenario_id, load: CLOSED, search, confirm_above_usd: 0 });

  // 2, 4 and 3, each up to twice, with as many runs more that warm up.
  await expect(createSweep(ctx, input)).rejects.toMatchObject({
    code: "confirmation_required",
    details: { runs: 2 * (42 + 44 + 43) },
  });
  expect((await createSweep(ctx, { ...input, confirm: true })).sweep.search).toMatchObject({ most_left: 3 });
});

test("limits of single runs alone are asked of 95 % of them, and the scenario's objectives are taken where none are given", async () => {
  const scenario_id = await makeEndpoint();
  await db.query("UPDATE scenarios SET slos = $2::jsonb WHERE id = $1", [scenario_id, '["ttft_ms < 200"]']);
  const { slos: _slos, ...search } = SEARCH;
  const input = CreateSweep.parse({ scenario_id, load: { ...CLOSED, runs: 400 }, search });

  const { sweep } = await createSweep(ctx, input);

  expect(sweep.search).toMatchObject({ slos: ["ttft_ms < 200"], thresholds: ["attainment >= 0.95"] });
});

test.each<[string, Record<string, unknown>, JsonObject, string]>([
  ["nothing to meet", { slos: undefined }, CLOSED, "search.slos"],
  ["too few runs to show it", { slos: ["p99(ttft_ms) < 500"] }, CLOSED, "load.runs"],
  ["more than the target allows", { high: 16 }, CLOSED, "search.high"],
  ["half a run at a time", { low: 0.5 }, CLOSED, "search.low"],
  ["a load without one level", {}, { kind: "burst", runs_per_burst: 2, every_ms: 9, runs: 40 }, "load.kind"],
])("a search that could find nothing is refused by its field: %s", async (_, changes, given, field) => {
  await expect(begin(changes, given)).rejects.toMatchObject({
    code: "invalid_input",
    fields: [expect.objectContaining({ field })],
  });
});

test("conversations are not searched on the server", async () => {
  const scenario_id = await makeEndpoint({
    prompts: { synthetic: { input_tokens: 8 } },
    chats: { turns: 2, think_ms: { from: 0, to: 0 } },
  });
  const input = CreateSweep.parse({ scenario_id, load: CLOSED, search: SEARCH });

  await expect(createSweep(ctx, input)).rejects.toMatchObject({ fields: [{ field: "scenario_id" }] });
});

test.each([
  [{ levels: [1, 2], search: SEARCH }, "levels"],
  [{}, "levels"],
  [{ search: { ...SEARCH, high: 1 } }, "search.high"],
])("a sweep has levels or a search, and a search a range: %j", (changes, path) => {
  const { error } = CreateSweep.safeParse({ scenario_id: 1, load: CLOSED, ...changes });

  expect(error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
});
