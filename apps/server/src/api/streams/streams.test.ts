import type { Batch, RunSummary } from "@tfbench/contracts";
import { cancelBatch } from "@tfbench/services";
import type { Context } from "@tfbench/services";
import { makeBatch, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { NO_PROVIDERS, testApi } from "../test-api.ts";
import { followRows } from "./follow-rows.ts";
import { readStream } from "./read-stream.ts";
import type { StreamMessage } from "./read-stream.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

type Live = { run_id: number; batch_id: number };
const WORKER = { worker_id: "w", lease_until: "2100-01-01T00:00:00.000Z" };

async function running(): Promise<Live> {
  const made = await makeBatch(db, { ...WORKER, status: "running", run_status: "running" });
  return { run_id: made.run_ids[0] ?? 0, batch_id: made.id };
}
const addEvents = ({ run_id, batch_id }: Live, seqs: number[]): Promise<void> =>
  db.transaction(async (tx) => {
    for (const seq of seqs)
      await tx.query("INSERT INTO run_events VALUES ($1, $2::int, $2::int, 'PROGRESS', 2, '{}')", [run_id, seq]);
    await db.live.publish(tx, [{ kind: "run", run_id, batch_id }]);
  });
const finish = ({ run_id, batch_id }: Live, lastSeq: number): Promise<void> =>
  db.transaction(async (tx) => {
    await tx.query("INSERT INTO run_events VALUES ($1, $2::int, $2::int, 'COMPLETE', 2, '{}')", [run_id, lastSeq]);
    await tx.query("UPDATE runs SET status = 'completed', finished_at = now() WHERE id = $1", [run_id]);
    await tx.query("UPDATE batches SET status = 'finished', finished_at = now() WHERE id = $1", [batch_id]);
    await db.live.publish(tx, [
      { kind: "run", run_id, batch_id },
      { kind: "batch", batch_id },
    ]);
  });

/** Opens a stream that the test's end closes. */
async function open(path: string, headers: Record<string, string> = {}): Promise<AsyncGenerator<StreamMessage>> {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await testApi(db).fetch(path, { headers, signal: abort.signal });
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
  return readStream(response);
}
async function take(stream: AsyncGenerator<StreamMessage>, count: number): Promise<StreamMessage[]> {
  const messages: StreamMessage[] = [];
  while (messages.length < count) {
    const { done, value } = await stream.next();
    if (done) break;
    messages.push(value);
  }
  return messages;
}
const seqsOf = (messages: StreamMessage[]): number[] =>
  messages.filter(({ event }) => event === "run_event").map(({ id }) => Number(id));
const statusOf = (message: StreamMessage | undefined): string =>
  (JSON.parse(message?.data ?? "{}") as RunSummary | Batch).status;

describe("a run's stream", () => {
  test("gives what is known, then what comes, then the end, and closes", async () => {
    const live = await running();
    await addEvents(live, [0, 1]);
    const stream = await open(`/api/v1/runs/${live.run_id}/stream`);

    const known = await take(stream, 3);
    await addEvents(live, [2]);
    const next = await take(stream, 1);
    await finish(live, 3);
    const rest = await take(stream, 10);

    expect(seqsOf(known)).toEqual([0, 1]);
    expect([known[2]?.event, statusOf(known[2])]).toEqual(["run", "running"]);
    expect(next).toEqual([
      { event: "run_event", id: "2", data: '{"seq":2,"offset_ms":2,"kind":"PROGRESS","bytes":2,"data":"{}"}' },
    ]);
    expect(seqsOf(rest)).toEqual([3]);
    expect([rest.length, statusOf(rest[1])]).toEqual([2, "completed"]);
  });

  test("goes on after the event the reader names", async () => {
    const live = await running();
    await addEvents(live, [0, 1, 2]);
    await finish(live, 3);

    const messages = await take(await open(`/api/v1/runs/${live.run_id}/stream`, { "last-event-id": "1" }), 10);

    expect(seqsOf(messages)).toEqual([2, 3]);
  });

  test("loses and repeats nothing, however often the reader comes back while events are written", async () => {
    const live = await running();
    const LAST = 120;
    const writing = (async () => {
      for (let seq = 0; seq < LAST; seq += 3) await addEvents(live, [seq, seq + 1, seq + 2]);
      await finish(live, LAST);
    })();

    const seen: number[] = [];
    for (let visit = 0; seen.at(-1) !== LAST; visit += 1) {
      const last = seen.at(-1);
      const stream = await open(
        `/api/v1/runs/${live.run_id}/stream`,
        last === undefined ? {} : { "last-event-id": String(last) },
      );
      seen.push(...seqsOf(await take(stream, 1 + (visit % 7))));
      await stream.return(undefined);
    }
    await writing;

    expect(seen).toEqual(Array.from({ length: LAST + 1 }, (_, seq) => seq));
  });

  test("gives more events than one read holds", async () => {
    const live = await running();
    await addEvents(
      live,
      Array.from({ length: 1_200 }, (_, seq) => seq),
    );
    await finish(live, 1_200);

    expect(seqsOf(await take(await open(`/api/v1/runs/${live.run_id}/stream`), 2_000))).toHaveLength(1_201);
  });

  test("of a queued run ends when its batch is cancelled", async () => {
    const made = await makeBatch(db, {});
    const stream = await open(`/api/v1/runs/${made.run_ids[0]}/stream`);
    const [first] = await take(stream, 1);

    await cancelBatch(contextOf(db), { id: made.id });
    const rest = await take(stream, 5);

    expect([statusOf(first), rest.map(statusOf)]).toEqual(["queued", ["cancelled"]]);
  });

  test.each(["-1", "x", "1.5"])("refuses to go on after %j", async (last) => {
    const { run_id } = await running();

    expect(
      await testApi(db).call(`GET /api/v1/runs/${run_id}/stream`, undefined, { "last-event-id": last }),
    ).toMatchObject({
      status: 422,
      body: { fields: [{ field: "header.last-event-id" }] },
    });
  });
});

test("asking for a stream's headers alone opens no stream", async () => {
  const { run_id } = await running();

  const response = await testApi(db).fetch(`/api/v1/runs/${run_id}/stream`, { method: "HEAD" });

  expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
    200,
    "text/event-stream",
    "",
  ]);
});

describe("a batch's stream", () => {
  test("gives the batch whenever it changed, and closes with its end", async () => {
    const live = await running();
    const stream = await open(`/api/v1/batches/${live.batch_id}/stream`);

    const [first] = await take(stream, 1);
    await finish(live, 0);
    const rest = await take(stream, 5);

    expect([first?.event, statusOf(first)]).toEqual(["batch", "running"]);
    expect(rest.map(statusOf)).toEqual(["finished"]);
    expect((JSON.parse(rest[0]?.data ?? "") as Batch).counts).toMatchObject({ completed: 1, running: 0 });
  });

  test("says nothing when a notice brought nothing new", async () => {
    const live = await running();
    const stream = await open(`/api/v1/batches/${live.batch_id}/stream`);
    await take(stream, 1);

    for (let i = 0; i < 5; i += 1) await db.live.publish(db, [{ kind: "batch", batch_id: live.batch_id }]);
    await finish(live, 0);

    expect((await take(stream, 5)).map(statusOf)).toEqual(["finished"]);
  });
});

test("streams end when the server stops", async () => {
  const { run_id, batch_id } = await running();
  const shutdown = new AbortController();
  const api = testApi(db, { shutdown: shutdown.signal });
  const streams = await Promise.all(
    [`/api/v1/runs/${run_id}/stream`, `/api/v1/batches/${batch_id}/stream`].map(async (path) =>
      readStream(await api.fetch(path)),
    ),
  );
  for (const stream of streams) await take(stream, 1);

  shutdown.abort();

  for (const stream of streams) expect(await take(stream, 5)).toEqual([]);
});

describe("following rows", () => {
  const follow = (following: { ping_ms: number; writeNews(): Promise<boolean> }): Promise<Response> => {
    const abort = new AbortController();
    onTestFinished(() => abort.abort());
    const app = new Hono<{ Variables: { ctx: Context; request_id: string } }>();
    app.get("/", (c) =>
      followRows(c, {
        ctx: contextOf(db),
        shutdown: new AbortController().signal,
        concerns: () => false,
        pause_ms: 1,
        ...following,
      }),
    );
    return Promise.resolve(app.request("/", { signal: abort.signal }));
  };

  test("sends a comment and reads again when nothing is heard for long", async () => {
    let reads = 0;
    const stream = readStream(await follow({ ping_ms: 5, writeNews: () => Promise.resolve((reads += 1) > 3) }));

    const messages = await take(stream, 10);

    expect(messages).toEqual([1, 2, 3].map(() => ({ event: null, id: null, data: "" })));
    expect(reads).toBe(4);
  });

  test("stops reading when the reader is gone", async () => {
    let reads = 0;
    const stream = readStream(await follow({ ping_ms: 2, writeNews: () => Promise.resolve((reads += 1) < 0) }));
    await take(stream, 2);
    await stream.return(undefined);
    const readsWhenGone = reads;

    await take(readStream(await follow({ ping_ms: 2, writeNews: once(20) })), 100);

    expect(reads).toBeLessThanOrEqual(readsWhenGone + 1);
  });
});

/** True from the nth call on. */
const once = (calls: number) => {
  let made = 0;
  return () => Promise.resolve((made += 1) >= calls);
};

const contextOf = (database: TestDatabase): Context => ({
  db: database,
  queue: { send: () => Promise.resolve() },
  project_id: 1,
  actor: "test",
  request_id: null,
  settings: { mock_mode: true, simulator_url: "http://127.0.0.1:8010", now: () => new Date() },
  providers: NO_PROVIDERS,
});
