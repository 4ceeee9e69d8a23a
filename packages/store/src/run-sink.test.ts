import type { EngineRecord, LiveNotice, RunEvent, RunResult } from "@tfbench/contracts";
import { makeBatch, makeResult, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { breakConnections } from "./fixtures/break-connections.ts";
import { openRunSink } from "./run-sink.ts";
import type { RunSinkConfig } from "./run-sink.ts";
import type { FinishedRun } from "./queries/finished-runs.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const DUE = "2026-03-04T05:06:07.001Z";
const STARTED = "2026-03-04T05:06:07.008Z";
const FINISHED = "2026-03-04T05:06:09.123Z";
const started = (run_id: number): EngineRecord => ({ kind: "started", run_id, due_at: DUE, started_at: STARTED });
const identified = (run_id: number, tinyfish_run_id = "tf-1"): EngineRecord => ({
  kind: "identified",
  run_id,
  tinyfish_run_id,
});
const event = (seq: number, data = `{"seq":${seq}}`): RunEvent => ({
  seq,
  offset_ms: seq * 10.25,
  kind: "PROGRESS",
  bytes: data.length,
  data,
});
const events = (run_id: number, ...list: RunEvent[]): EngineRecord => ({ kind: "events", run_id, events: list });
const finished = (run_id: number, changes: Partial<RunResult> = {}): EngineRecord => ({
  kind: "finished",
  run_id,
  due_at: DUE,
  started_at: STARTED,
  finished_at: FINISHED,
  result: makeResult(changes),
});

/** A sink and the runs it said have ended. */
function openSink(config: Partial<RunSinkConfig> = {}) {
  const ended: FinishedRun[] = [];
  const sink = openRunSink(db, { onFinished: async (_tx, runs) => void ended.push(...runs), ...config });
  return { sink, ended };
}
async function makeRuns(count: number): Promise<number[]> {
  return (
    await makeBatch(db, { runs: count, status: "running", worker_id: "w", lease_until: "2100-01-01T00:00:00.000Z" })
  ).run_ids;
}
async function makeRunId(): Promise<number> {
  const [id] = await makeRuns(1);
  if (id === undefined) throw new Error("No run was made.");
  return id;
}
const rowOf = async (id: number) => (await db.query("SELECT * FROM runs WHERE id = $1", [id]))[0];
const eventsOf = (id: number) =>
  db.query("SELECT seq, offset_ms, kind, bytes, data FROM run_events WHERE run_id = $1 ORDER BY seq", [id]);

test("a run's row follows its records: started, identified, finished with everything measured", async () => {
  const id = await makeRunId();
  const { sink, ended } = openSink();

  sink.write([started(id)]);
  await sink.flush();
  expect(await rowOf(id)).toMatchObject({
    status: "running",
    due_at: DUE,
    started_at: STARTED,
    tinyfish_run_id: null,
    finished_at: null,
  });

  sink.write([identified(id), events(id, event(0))]);
  await sink.flush();
  expect(await rowOf(id)).toMatchObject({ status: "running", started_at: STARTED, tinyfish_run_id: "tf-1" });

  const measured = {
    status: "completed",
    goal: "passed",
    goal_reason: "All guards hold.",
    total_duration_ms: 2115.125,
    ttft_ms: 300.5,
    steps: 7,
    cost_usd: 0.112,
    price_version: 1,
    response_json: { products: [{ price: 12.5 }] },
    provider_run: { num_of_steps: 7 },
    connection: "fresh",
    coalesced: false,
    event_count: 1,
    progress_events: 1,
    inter_token_stats: {
      count: 1,
      min: 1,
      mean: 1,
      p50: 1,
      p95: 1,
      p99: 1,
      max: 1,
      stddev: 0,
      stalls: 0,
      stall_threshold_ms: 500,
    },
    streaming_url: "https://live.example.com",
  } as const satisfies Partial<RunResult>;
  sink.write([
    finished(id, {
      ...measured,
      response_json: { products: [{ price: 12.5 }] },
      gap_sketch: new Uint8Array([1, 2, 255]),
    }),
  ]);
  await sink.flush();

  expect(await rowOf(id)).toMatchObject({
    ...measured,
    tinyfish_run_id: "tf-1",
    due_at: DUE,
    started_at: STARTED,
    finished_at: FINISHED,
    gap_sketch: Buffer.from([1, 2, 255]),
  });
  expect(ended).toMatchObject([
    {
      id,
      status: "completed",
      goal: "passed",
      due_at: DUE,
      total_duration_ms: 2115.125,
      cost_usd: 0.112,
      gap_sketch: Buffer.from([1, 2, 255]),
    },
  ]);
});

test("a run that starts and ends between two flushes is complete too", async () => {
  const id = await makeRunId();
  const { sink } = openSink();

  sink.write([started(id), identified(id), events(id, event(0), event(1)), finished(id)]);
  await sink.flush();

  expect(await rowOf(id)).toMatchObject({
    status: "completed",
    started_at: STARTED,
    tinyfish_run_id: "tf-1",
    response_json: null,
  });
  expect(await eventsOf(id)).toEqual([event(0), event(1)]);
});

test("a run that never started keeps no start", async () => {
  const id = await makeRunId();
  const { sink, ended } = openSink();

  sink.write([
    {
      kind: "finished",
      run_id: id,
      due_at: DUE,
      started_at: null,
      finished_at: FINISHED,
      result: makeResult({ status: "dropped" }),
    },
  ]);
  await sink.flush();

  expect(await rowOf(id)).toMatchObject({ status: "dropped", started_at: null, finished_at: FINISHED });
  expect(ended).toHaveLength(1);
});

test("records written twice, in one flush or two, count once", async () => {
  const id = await makeRunId();
  const { sink, ended } = openSink();
  const records = [started(id), events(id, event(0), event(1)), finished(id)];

  sink.write([...records, ...records]);
  await sink.flush();
  sink.write([...records, finished(id, { status: "timeout" })]);
  await sink.flush();

  expect(await rowOf(id)).toMatchObject({ status: "completed" });
  expect(await eventsOf(id)).toEqual([event(0), event(1)]);
  expect(ended).toHaveLength(1);
});

test("of two workers that end a run the first one counts", async () => {
  const id = await makeRunId();
  const [one, two] = [openSink(), openSink()];

  one.sink.write([started(id), finished(id, { status: "aborted", reason_code: "worker_lost" })]);
  await one.sink.flush();
  two.sink.write([finished(id)]);
  await two.sink.flush();

  expect(await rowOf(id)).toMatchObject({ status: "aborted", reason_code: "worker_lost" });
  expect([one.ended.length, two.ended.length]).toEqual([1, 0]);
});

test("a run cancelled by the user while it waited stays cancelled", async () => {
  const id = await makeRunId();
  await db.query("UPDATE runs SET status = 'cancelled', cancelled_by = 'user', finished_at = now() WHERE id = $1", [
    id,
  ]);
  const { sink, ended } = openSink();

  sink.write([started(id), finished(id)]);
  await sink.flush();

  expect(await rowOf(id)).toMatchObject({ status: "cancelled", cancelled_by: "user" });
  expect(ended).toEqual([]);
});

test("runs and figures that belong to them are written together or not at all", async () => {
  const id = await makeRunId();
  const { sink } = openSink({
    onFinished: async (tx) => {
      await tx.query("INSERT INTO workers (id) VALUES ('figures')");
      throw new TypeError("no figures");
    },
  });

  sink.write([started(id), finished(id)]);

  await expect(sink.flush()).rejects.toMatchObject({ code: "internal" });
  expect(await rowOf(id)).toMatchObject({ status: "queued" });
  expect(await db.query("SELECT id FROM workers WHERE id = 'figures'")).toEqual([]);
});

test("a connection that breaks while results are written is survived, and they count once", async () => {
  const id = await makeRunId();
  const given: number[][] = [];
  const { sink } = openSink({
    onFinished: async (_tx, runs) => {
      given.push(runs.map((run) => run.id));
      if (given.length === 1) breakConnections(db);
    },
  });

  sink.write([started(id), events(id, event(0)), finished(id)]);
  await sink.flush();

  // The first time was undone with its transaction.
  expect(given).toEqual([[id], [id]]);
  expect(await rowOf(id)).toMatchObject({ status: "completed" });
  expect(await eventsOf(id)).toEqual([event(0)]);
});

test("thousands of records over many runs are all written, in order, without a flush being asked for", async () => {
  const ids = await makeRuns(60);
  const done = Promise.withResolvers<void>();
  const ended = new Set<number>();
  const sink = openRunSink(db, {
    flush_interval_ms: 5,
    onFinished: async (_tx, runs) => {
      for (const run of runs) ended.add(run.id);
      if (ended.size === ids.length) done.resolve();
    },
  });

  sink.write(ids.map(started));
  for (let seq = 0; seq < 100; seq += 1) sink.write(ids.map((id) => events(id, event(seq))));
  sink.write(ids.map((id) => finished(id)));
  await done.promise;
  await sink.close();

  const [row] = await db.query(
    "SELECT count(*) AS events, count(DISTINCT run_id) AS runs, max(seq) AS last FROM run_events WHERE run_id = ANY($1)",
    [ids],
  );
  expect(row).toEqual({ events: 6_000, runs: 60, last: 99 });
  expect(sink.buffered).toBe(0);
});

test("readers hear of every run that changed, with its batch", async () => {
  const id = await makeRunId();
  const [row] = await db.query<{ batch_id: number }>("SELECT batch_id FROM runs WHERE id = $1", [id]);
  const heard: LiveNotice[] = [];
  const three = Promise.withResolvers<void>();
  onTestFinished(
    db.live.subscribe((notice) => {
      if (notice.kind === "run" && notice.run_id === id && heard.push(notice) === 3) three.resolve();
    }),
  );
  const { sink } = openSink();

  for (const record of [started(id), events(id, event(0)), finished(id)]) {
    sink.write([record]);
    await sink.flush();
  }

  await three.promise;
  expect(heard).toEqual([1, 2, 3].map(() => ({ kind: "run", run_id: id, batch_id: row?.batch_id })));
});

describe("what the far end sent cannot break the sink", () => {
  test("NUL, lone surrogates, an endless id and numbers no column holds are kept as well as can be", async () => {
    const id = await makeRunId();
    const { sink } = openSink();

    sink.write([
      started(id),
      identified(id, "i".repeat(400)),
      events(id, event(0, "a\0b\ud800c"), { ...event(1), kind: "K\0" }),
      finished(id, {
        error: "bad \0 \udfff",
        response_json: { "k\0": ["\ud800"], nested: { text: "fine" } },
        steps: 5e12,
        cost_usd: 1e9,
        goal_reason: "\\u0000",
      }),
    ]);
    await sink.flush();

    expect(await rowOf(id)).toMatchObject({
      tinyfish_run_id: "i".repeat(255),
      error: "bad \uFFFD \uFFFD",
      response_json: { "k\uFFFD": ["\uFFFD"], nested: { text: "fine" } },
      steps: null,
      cost_usd: null,
      goal_reason: "\\u0000",
    });
    expect((await eventsOf(id)).map(({ kind, data }) => [kind, data])).toEqual([
      ["PROGRESS", "a\uFFFDb\uFFFDc"],
      ["K\uFFFD", '{"seq":1}'],
    ]);
  });

  test("more than the buffer holds fails the sink loudly and at once", async () => {
    const id = await makeRunId();
    const failures: unknown[] = [];
    const { sink } = openSink({ max_buffered_bytes: 10_000, onFailure: (failure) => failures.push(failure) });

    sink.write([started(id), events(id, event(0, "x".repeat(20_000)))]);

    expect(sink.failure).toMatchObject({ code: "internal", message: expect.stringContaining("does not keep up") });
    expect(failures).toEqual([sink.failure]);
    await expect(sink.flush()).rejects.toBe(sink.failure);
    expect(await rowOf(id)).toMatchObject({ status: "queued" });
  });
});

test("events of runs beyond the last partition get a new one", async () => {
  const { sink } = openSink();

  sink.write([events(300_001, event(0))]);
  await sink.flush();

  expect(await eventsOf(300_001)).toEqual([event(0)]);
});
