import { CreateBatch } from "@tfbench/contracts";
import {
  cancelBatch,
  cancelRun,
  createBatch,
  getBatch,
  getBatchReport,
  getRun,
  listRunEvents,
} from "@tfbench/services";
import { batchWrites } from "@tfbench/store";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Worker } from "./start-worker.ts";
import { openWorkerRig, type WorkerRig } from "./fixtures/worker-rig.ts";

let rig: WorkerRig;
const workers: Worker[] = [];
const startWorker = async (): Promise<Worker> => {
  const worker = await rig.startWorker();
  workers.push(worker);
  return worker;
};
beforeAll(async () => {
  rig = await openWorkerRig();
});
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop();
});
afterAll(() => rig.close());

const QUICK = { ttft_ms: 5, gap_ms: 1, output_tokens: 6 };
/** Goes on until it is broken off. */
const LONG = { ttft_ms: 5, gap_ms: 1_000, output_tokens: 600 };
const until = (batch_id: number, condition: string, n: number) =>
  rig.until(`SELECT 1 FROM runs WHERE batch_id = $1 AND ${condition} OFFSET ${n - 1}`, [batch_id]);

test.each<[Record<string, unknown>, number]>([
  [{ kind: "closed", runs: 12, concurrency: 4, start_spread_ms: 20 }, 12],
  [{ kind: "constant", rate_per_second: 100, runs: 12 }, 12],
  [{ kind: "poisson", rate_per_second: 100, runs: 12, max_in_flight: 4 }, 12],
  [{ kind: "gamma", rate_per_second: 100, shape: 0.5, runs: 12 }, 12],
  [{ kind: "burst", runs_per_burst: 6, every_ms: 50, runs: 12 }, 12],
  [
    {
      kind: "stages",
      stages: [
        { rate_per_second: 100, duration_ms: 60 },
        { rate_per_second: 60, duration_ms: 100 },
      ],
    },
    12,
  ],
  [{ kind: "ramp", curve: "linear", from_per_second: 50, to_per_second: 150, duration_ms: 120 }, 12],
  [{ kind: "replay", due_offsets_ms: [0, 3, 9, 40] }, 4],
])("a load of the kind $kind is measured, and its batch keeps what it showed: %o", async (load, runs) => {
  const scenario = await rig.makeLoadScenario(QUICK);
  const batch_id = await rig.triggerLoad(scenario, load);
  await startWorker();

  expect(await rig.finalStatus(batch_id)).toBe("finished");
  const batch = await getBatch(rig.ctx, batch_id);
  expect(batch).toMatchObject({
    provider: "openai",
    run_count: runs,
    load: { kind: load["kind"] },
    counts: { completed: runs },
    load_report: { attempted: runs, successes: runs, load: { kind: load["kind"] }, tokens: { output: 6 * runs } },
    engine_health: { runs, aborted: 0 },
  });
  expect(batch.validity?.verdict).toBe(batch.validity_verdict);
  expect(batch.load_report?.metrics["ttft_ms"]).toMatchObject({ n: runs, population: "successes" });
  const due = await rig.db.query<{ due: number }>(
    "SELECT (stamps ->> 'due')::float8 AS due FROM runs WHERE batch_id = $1 ORDER BY batch_index",
    [batch_id],
  );
  if (load["kind"] === "replay") expect(due.map(({ due }) => Math.round(due * 1e3) / 1e3)).toEqual([0, 3, 9, 40]);
});

test("what a batch says to its objectives is in its report alone, also of a batch of an earlier version", async () => {
  const scenario = await rig.makeLoadScenario(QUICK);
  await rig.db.query("UPDATE scenarios SET slos = '[\"ttft_ms < 60000\"]' WHERE id = $1", [scenario]);
  const id = await rig.triggerLoad(scenario, { kind: "closed", runs: 3, concurrency: 1, start_spread_ms: 0 });
  await startWorker();
  await rig.finalStatus(id);
  await rig.db.query(`UPDATE batches SET load_report = load_report || '{"slo": null}' WHERE id = $1`, [id]);

  const { slo } = await getBatchReport(rig.ctx, { id, version: "1", base_url: "http://x", asks_for_token: false });

  expect(slo).toMatchObject({ slo_attainment: { numerator: 3, denominator: 3 } });
  expect((await getBatch(rig.ctx, id)).load_report).not.toHaveProperty("slo");
});

const TIMED = { kind: "closed", concurrency: 3, start_spread_ms: 0 };

test("a closed load that a time ends makes its runs as they start, and knows their number when it has ended", async () => {
  const scenario = await rig.makeLoadScenario(QUICK);
  const batch_id = await rig.triggerLoad(scenario, { ...TIMED, duration_ms: 400 });
  const before = await getBatch(rig.ctx, batch_id);
  await startWorker();

  expect(await rig.finalStatus(batch_id)).toBe("finished");
  expect(before).toMatchObject({ run_count: 1, is_counted: false, counts: { queued: 1 } });
  const batch = await getBatch(rig.ctx, batch_id);
  const runs = await rig.db.query<{ batch_index: number; due: number }>(
    "SELECT batch_index, (stamps ->> 'due')::float8 AS due FROM runs WHERE batch_id = $1 ORDER BY batch_index",
    [batch_id],
  );
  expect(runs.length).toBeGreaterThan(6);
  expect(runs.map(({ batch_index }) => batch_index)).toEqual(runs.map((_, index) => index));
  expect(Math.max(...runs.map(({ due }) => due))).toBeLessThan(400);
  expect(batch).toMatchObject({
    run_count: runs.length,
    is_counted: true,
    reason_code: null,
    counts: { completed: runs.length },
    load_report: { attempted: runs.length, successes: runs.length },
    engine_health: { runs: runs.length, aborted: 0 },
    prompts: { distinct: runs.length },
  });
  const bodies = await Promise.all(
    (await rig.db.query<{ id: number }>("SELECT id FROM runs WHERE batch_id = $1", [batch_id])).map(async ({ id }) =>
      JSON.stringify((await getRun(rig.ctx, id)).request),
    ),
  );
  expect(new Set(bodies).size).toBe(runs.length);
});

test("a load that a time ends stops at the number of runs it was given besides", async () => {
  const load = { ...TIMED, duration_ms: 600_000, runs: 7 };
  const batch_id = await rig.triggerLoad(await rig.makeLoadScenario(QUICK), load);
  await startWorker();

  expect(await rig.finalStatus(batch_id)).toBe("finished");
  expect(await getBatch(rig.ctx, batch_id)).toMatchObject({
    run_count: 7,
    counts: { completed: 7 },
    reason_code: null,
  });
});

test("a load that a time ends keeps to its budget, and says which it was although no run was kept waiting", async () => {
  const scenario_id = await rig.makeLoadScenario({ ...QUICK, fault: { kind: "http_500" } });
  const load = { ...TIMED, duration_ms: 600_000 };
  const { batch } = await createBatch(rig.ctx, CreateBatch.parse({ scenario_id, load, budget: { max_errors: 3 } }));
  await startWorker();

  expect(await rig.finalStatus(batch.id)).toBe("finished");
  const ended = await getBatch(rig.ctx, batch.id);
  expect(ended).toMatchObject({
    reason_code: "max_errors",
    counts: { budget_stopped: 0, infra_error: ended.run_count },
  });
});

test("cancelling a load that a time ends keeps what was measured and leaves no run open", async () => {
  const batch_id = await rig.triggerLoad(await rig.makeLoadScenario(LONG), { ...TIMED, duration_ms: 600_000 });
  await startWorker();
  await until(batch_id, "status = 'running'", 3);

  await cancelBatch(rig.ctx, { id: batch_id });

  expect(await rig.finalStatus(batch_id)).toBe("cancelled");
  expect(await rig.statuses(batch_id)).toEqual({ cancelled: 3 });
});

test("a load that a time ends and whose worker stops or died ends partial with the reason", async () => {
  const load = { ...TIMED, duration_ms: 600_000 };
  const stopped = await rig.triggerLoad(await rig.makeLoadScenario({ ...QUICK, gap_ms: 20 }), load);
  const worker = await startWorker();
  await until(stopped, "status = 'completed'", 2);

  await worker.stop();
  const lost = await rig.triggerLoad(await rig.makeLoadScenario(QUICK), load);
  await rig.db.query("UPDATE batches SET status = 'running', worker_id = 'dead', lease_until = now() WHERE id = $1", [
    lost,
  ]);
  await batchWrites.appendRuns(rig.db, lost, [1, 2, 3]);
  await killedAfter(lost, { ended: 2, open: 2 });
  await startWorker();

  expect(await rig.finalStatus(lost)).toBe("failed");
  const [first, second] = [await getBatch(rig.ctx, stopped), await getBatch(rig.ctx, lost)];
  expect(first).toMatchObject({ status: "failed", reason_code: "worker_stopped", counts: { running: 0, queued: 0 } });
  expect(first.counts.completed).toBeGreaterThanOrEqual(2);
  expect(second).toMatchObject({ reason_code: "worker_lost", run_count: 4, counts: { completed: 2, aborted: 2 } });
  expect(second.error).toContain("4 of its runs had begun. A load that ends after a time is not taken up again");
});

test("the events of a run come from its chunk log, in pages, with their kinds and sizes and without their text", async () => {
  const batch_id = await rig.triggerLoad(await rig.makeLoadScenario(QUICK), { kind: "replay", due_offsets_ms: [0] });
  await startWorker();
  await rig.finalStatus(batch_id);
  const [run] = await rig.db.query<{ id: number; ttft_ms: number; event_count: number }>(
    "SELECT id, ttft_ms, event_count FROM runs WHERE batch_id = $1",
    [batch_id],
  );
  const page = (after_seq: number, limit: number) => listRunEvents(rig.ctx, { run_id: run?.id ?? 0, after_seq, limit });

  const all = await page(-1, 100);
  const first = await page(-1, 3);

  expect(all.data).toHaveLength(run?.event_count ?? -1);
  expect(all.next_cursor).toBeNull();
  expect(first).toEqual({ data: all.data.slice(0, 3), next_cursor: "2" });
  expect((await page(2, 100)).data).toEqual(all.data.slice(3));
  const answers = all.data.filter(({ kind }) => kind === "answer");
  expect(answers).toHaveLength(6);
  expect(answers[0]?.offset_ms).toBeCloseTo(run?.ttft_ms ?? 0, 2);
  expect(all.data.every(({ bytes, data }) => bytes > 0 && data === "")).toBe(true);
});

test("a load costs its tokens by the target's prices, and what is not priced is not known", async () => {
  const prices = { usd_per_step: null, bills: "all", usd_per_million_input_tokens: 0 } as const;
  const priced = { prices: { ...prices, usd_per_million_output_tokens: 500_000 } };
  const load = { kind: "replay", due_offsets_ms: [0, 1] };
  const known = await rig.triggerLoad(await rig.makeLoadScenario(QUICK, priced), load);
  const unknown = await rig.triggerLoad(await rig.makeLoadScenario(QUICK, { prices }), load);
  await startWorker();

  for (const batch_id of [known, unknown]) await rig.finalStatus(batch_id);

  const [ofKnown, ofUnknown] = [await getBatch(rig.ctx, known), await getBatch(rig.ctx, unknown)];
  expect(ofKnown.load_report?.cost_usd).toEqual({ total: 6, known: 2, of: 2 });
  expect(ofKnown.summary?.cost_usd).toEqual({ total: 6, known: 2, of: 2, per_success: 3 });
  expect(ofUnknown.summary?.cost_usd).toEqual({ total: null, known: 0, of: 2, per_success: null });
  expect(await rig.db.query("SELECT cost_usd, price_version FROM runs WHERE batch_id = $1", [known])).toEqual([
    { cost_usd: 3, price_version: 1 },
    { cost_usd: 3, price_version: 1 },
  ]);
});

test.each([
  ["their own words first, unless told otherwise", {}, { source: "request", distinct: 9, cached_token_share: 0 }],
  ["synthetic text", { synthetic: { input_tokens: 60 } }, { source: "synthetic", distinct: 9, cached_token_share: 0 }],
])("prompts of a batch are unique, so that no cache answers: %s", async (_how, prompts, expected) => {
  const options = { run_settings: { prompts } };
  const scenario = await rig.makeLoadScenario(QUICK, options);
  const load = { kind: "closed", runs: 9, concurrency: 1, start_spread_ms: 0 };
  // The same seed would send what an earlier batch has sent.
  const batch_id = await rig.triggerLoad(scenario, load, 8);
  await startWorker();
  await rig.finalStatus(batch_id);
  const runs = await rig.db.query<{ id: number }>("SELECT id FROM runs WHERE batch_id = $1 ORDER BY id", [batch_id]);

  expect((await getBatch(rig.ctx, batch_id)).prompts).toEqual({ runs: 9, ...expected });
  const sent = await Promise.all(runs.map(async ({ id }) => JSON.stringify((await getRun(rig.ctx, id)).request)));
  expect(new Set(sent).size).toBe(9);
});

test("prompts repeat where that is asked for, and the batch says so with what the cache answered", async () => {
  const scenario = await rig.makeLoadScenario(QUICK, { run_settings: { prompts: { allow_repeats: true } } });
  const batch_id = await rig.triggerLoad(scenario, { kind: "closed", runs: 9, concurrency: 1, start_spread_ms: 0 });
  await startWorker();
  await rig.finalStatus(batch_id);

  const { prompts } = await getBatch(rig.ctx, batch_id);

  expect(prompts).toMatchObject({ source: "request", distinct: 1, runs: 9 });
  expect(prompts?.cached_token_share).toBeGreaterThan(0.4);
});

test("a load that has used up its budget starts no more runs, and says which budget it was", async () => {
  const scenario_id = await rig.makeLoadScenario({ ...QUICK, fault: { kind: "http_500" } });
  // So many that they cannot all have failed by the time that the third failure is told.
  const load = { kind: "closed", runs: 5_000, concurrency: 1, start_spread_ms: 0 };
  const { batch } = await createBatch(rig.ctx, CreateBatch.parse({ scenario_id, load, budget: { max_errors: 3 } }));
  await startWorker();

  expect(await rig.finalStatus(batch.id)).toBe("finished");
  const { counts, load_report, ...ended } = await getBatch(rig.ctx, batch.id);
  expect(ended).toMatchObject({
    reason_code: "max_errors",
    error: expect.stringContaining("the budget of errors is 3"),
  });
  expect(counts.infra_error).toBeGreaterThanOrEqual(3);
  expect(counts.budget_stopped).toBe(5_000 - (counts.infra_error ?? 0));
  expect(counts.budget_stopped).toBeGreaterThan(0);
  expect(load_report).toMatchObject({ attempted: counts.infra_error, runs: counts.infra_error });
});

test("what a worker that died had spent is held against the budget by the next one", async () => {
  const scenario_id = await rig.makeLoadScenario(QUICK);
  const load = { kind: "closed", runs: 6, concurrency: 2, start_spread_ms: 0 };
  const { batch } = await createBatch(rig.ctx, CreateBatch.parse({ scenario_id, load, budget: { max_errors: 2 } }));
  await killedAfter(batch.id, { ended: 2, open: 0 });
  await rig.db.query("UPDATE runs SET status = 'infra_error' WHERE batch_id = $1 AND status = 'completed'", [batch.id]);

  await startWorker();

  expect(await rig.finalStatus(batch.id)).toBe("finished");
  expect(await rig.statuses(batch.id)).toEqual({ infra_error: 2, budget_stopped: 4 });
});

test("of loads that are triggered at once the second waits for the first, says so, and neither disturbs the other", async () => {
  const load = { kind: "constant", rate_per_second: 50, runs: 10 };
  const first = await rig.triggerLoad(await rig.makeLoadScenario(QUICK), load);
  const second = await rig.triggerLoad(await rig.makeLoadScenario(QUICK), load);
  const agents = await rig.trigger(await rig.makeScenario({ duration_ms: 5, steps: 1, outcome: "completed" }), 1);

  const waiting = await getBatch(rig.ctx, second);
  await startWorker();
  for (const batch_id of [first, second, agents]) expect(await rig.finalStatus(batch_id)).toBe("finished");

  expect(waiting).toMatchObject({ status: "queued", waits_for: [first] });
  const [one, other] = [await getBatch(rig.ctx, first), await getBatch(rig.ctx, second)];
  expect(Date.parse(other.started_at ?? "")).toBeGreaterThanOrEqual(Date.parse(one.finished_at ?? ""));
  expect(other).toMatchObject({ waits_for: [], counts: { completed: 10 } });
});

test("cancelling the batch of a load ends its open runs with what was measured, and nothing starts any more", async () => {
  const load = { kind: "constant", rate_per_second: 50, runs: 500 };
  const batch_id = await rig.triggerLoad(await rig.makeLoadScenario(LONG), load);
  await startWorker();
  await until(batch_id, "status = 'running'", 3);

  await cancelBatch(rig.ctx, { id: batch_id });

  expect(await rig.finalStatus(batch_id)).toBe("cancelled");
  expect(await rig.statuses(batch_id)).toEqual({ cancelled: 500 });
  const measured = await rig.db.query(
    "SELECT 1 FROM runs WHERE batch_id = $1 AND cancelled_by = 'user' AND ttft_ms IS NOT NULL AND chunk_log IS NOT NULL",
    [batch_id],
  );
  expect(measured.length).toBeGreaterThanOrEqual(3);
});

test("a single run of a load cannot be cancelled, and the refusal names its batch", async () => {
  const batch_id = await rig.triggerLoad(await rig.makeLoadScenario(QUICK), { kind: "replay", due_offsets_ms: [0] });
  const [run] = await rig.db.query<{ id: number }>("SELECT id FROM runs WHERE batch_id = $1", [batch_id]);

  await expect(cancelRun(rig.ctx, { id: run?.id ?? 0 })).rejects.toMatchObject({
    code: "not_cancellable",
    hint: `Cancel batch ${batch_id} as a whole.`,
  });
});

test("an open load whose worker stops ends partial with the reason, and what was measured is kept", async () => {
  const load = { kind: "constant", rate_per_second: 20, runs: 200 };
  const batch_id = await rig.triggerLoad(await rig.makeLoadScenario({ ...QUICK, gap_ms: 100 }), load);
  const worker = await startWorker();
  await until(batch_id, "status = 'completed'", 2);

  await worker.stop();

  const batch = await getBatch(rig.ctx, batch_id);
  expect(batch).toMatchObject({ status: "failed", reason_code: "worker_stopped" });
  expect(batch.counts.completed).toBeGreaterThanOrEqual(2);
  expect((batch.counts.completed ?? 0) + (batch.counts.aborted ?? 0)).toBe(200);
  expect(batch.load_report?.successes).toBe(batch.counts.completed);
  expect(batch.validity?.verdict).toBe("invalid");
});

test("an open load whose worker died ends partial under the next one", async () => {
  const load = { kind: "constant", rate_per_second: 20, runs: 6 };
  const batch_id = await rig.triggerLoad(await rig.makeLoadScenario(QUICK), load);
  await killedAfter(batch_id, { ended: 2, open: 1 });

  await startWorker();

  expect(await rig.finalStatus(batch_id)).toBe("failed");
  const batch = await getBatch(rig.ctx, batch_id);
  expect(batch).toMatchObject({
    reason_code: "worker_lost",
    counts: { completed: 2, aborted: 4 },
    engine_health: null,
  });
  expect(batch.error).toContain("3 of its 6 runs had begun");
  expect(batch.validity?.reasons.map(({ code }) => code)).toEqual(expect.arrayContaining(["aborted", "unwatched"]));
});

test("a closed load whose worker died goes on under the next one with the runs that had not started", async () => {
  const load = { kind: "closed", runs: 6, concurrency: 2, start_spread_ms: 0 };
  const batch_id = await rig.triggerLoad(await rig.makeLoadScenario(QUICK), load);
  await killedAfter(batch_id, { ended: 2, open: 1 });

  await startWorker();

  expect(await rig.finalStatus(batch_id)).toBe("finished");
  const batch = await getBatch(rig.ctx, batch_id);
  expect(batch.counts).toMatchObject({ completed: 5, aborted: 1 });
  const [last] = await rig.db.query<{ apart: number }>(
    `SELECT abs((stamps ->> 'due')::float8 - extract(epoch FROM r.due_at - b.started_at) * 1000) AS apart
     FROM runs r JOIN batches b ON b.id = r.batch_id WHERE b.id = $1 AND batch_index = 5`,
    [batch_id],
  );
  expect(last?.apart).toBeLessThan(5);
});

test("a load never opens more runs than the target allows, also where the limit was lowered meanwhile", async () => {
  const scenario = await rig.makeLoadScenario({ ...QUICK, gap_ms: 20 }, { max_in_flight: 8 });
  const batch_id = await rig.triggerLoad(scenario, { kind: "burst", runs_per_burst: 12, every_ms: 1_000, runs: 12 });
  await rig.db.query(
    `UPDATE targets SET limits = '{"max_in_flight": 2}' WHERE id = (SELECT target_id FROM batches WHERE id = $1)`,
    [batch_id],
  );

  await startWorker();

  expect(await rig.finalStatus(batch_id)).toBe("finished");
  const [overlap] = await rig.db.query<{ most: number }>(
    `SELECT max(open)::int AS most FROM (
       SELECT (SELECT count(*) FROM runs o WHERE o.batch_id = $1 AND (o.stamps ->> 'started')::float8 <= (r.stamps ->> 'started')::float8
         AND (o.stamps ->> 'closed')::float8 > (r.stamps ->> 'started')::float8) AS open
       FROM runs r WHERE r.batch_id = $1) AS at_each_start`,
    [batch_id],
  );
  expect(overlap?.most).toBe(2);
});

test("a key that the target refuses ends the runs as what they are, and stands in no record", async () => {
  const batch_id = await rig.triggerLoad(await rig.makeLoadScenario({ ...QUICK, fault: { kind: "http_401" } }), {
    kind: "replay",
    due_offsets_ms: [0, 1],
  });
  await startWorker();

  expect(await rig.finalStatus(batch_id)).toBe("finished");
  const batch = await getBatch(rig.ctx, batch_id);
  expect(batch.counts.completed).toBe(0);
  expect(batch.load_report).toMatchObject({ attempted: 2, successes: 0 });
  const rows = await rig.db.query("SELECT * FROM runs WHERE batch_id = $1", [batch_id]);
  expect(JSON.stringify(rows)).not.toContain("simulator-key");
});

/** As a worker leaves a batch that is killed in the middle of it: its first runs ended, others open, its lease run out. */
async function killedAfter(batch_id: number, { ended, open }: { ended: number; open: number }): Promise<void> {
  const stamps = {
    due: 0,
    slot_granted: 0,
    started: 1,
    connected: null,
    sent: 1,
    headers: 2,
    first_event: 3,
    first_content: 3,
    last_content: 9,
    terminal: 9,
    closed: 9,
  };
  await rig.db.query(
    `UPDATE runs SET status = 'completed', started_at = now(), finished_at = now(), stamps = $2::jsonb, total_duration_ms = 8
     WHERE batch_id = $1 AND batch_index < $3`,
    [batch_id, JSON.stringify(stamps), ended],
  );
  await rig.db.query(
    "UPDATE runs SET status = 'running', started_at = now() WHERE batch_id = $1 AND batch_index >= $2 AND batch_index < $2 + $3",
    [batch_id, ended, open],
  );
  await rig.db.query(
    `UPDATE batches SET status = 'running', worker_id = 'dead', started_at = now() - interval '3 seconds', lease_until = now() - interval '1 second',
       enqueued_at = now() - interval '1 hour' WHERE id = $1`,
    [batch_id],
  );
}
