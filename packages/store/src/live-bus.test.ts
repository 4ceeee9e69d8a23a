import type { LiveKind, LiveNotice } from "@tfbench/contracts";
import { missingRedis, placeTestDatabase, startRedis, testServerUrl } from "@tfbench/testkit";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { openDatabase } from "./database.ts";
import type { Database } from "./database.ts";
import type { LiveBus } from "./live-bus.ts";
import { openRedisLiveBus } from "./live-bus-redis.ts";

/** The bus that publishes and the one that listens: two processes' worth, the same one where there is only one process. */
type Pair = { db: Database; publisher: LiveBus; reader: LiveBus; close(): Promise<void> };

const OPEN: Record<LiveKind, () => Promise<Pair>> = {
  async in_process() {
    const place = await placeTestDatabase();
    const db = await openDatabase(place.config);
    return pairOf(db, [db.live, db.live], [() => db.close(), place.remove]);
  },
  async notify() {
    const place = await placeTestDatabase();
    const db = await openDatabase(place.config);
    const other = await openDatabase(place.config);
    return pairOf(db, [db.live, other.live], [() => other.close(), () => db.close(), place.remove]);
  },
  async redis() {
    const redis = await startRedis();
    const place = await placeTestDatabase();
    const db = await openDatabase({ ...place.config, redis_url: redis.url });
    const buses = [await openRedisLiveBus(redis.url, "a"), await openRedisLiveBus(redis.url, "a")] as const;
    const closeBuses = buses.map((bus) => () => bus.close());
    return pairOf(db, buses, [...closeBuses, () => db.close(), place.remove, redis.kill]);
  },
};

const pairOf = (
  db: Database,
  [publisher, reader]: readonly [LiveBus, LiveBus],
  ends: readonly (() => Promise<unknown>)[],
): Pair => ({
  db,
  publisher,
  reader,
  async close() {
    for (const end of ends) await end();
  },
});

const SOON = { timeout: 10_000 };
const runNotices = (count: number): LiveNotice[] =>
  Array.from({ length: count }, (_, n) => ({ kind: "run", run_id: n + 1, batch_id: 7 }));

function collect(bus: LiveBus): LiveNotice[] {
  const notices: LiveNotice[] = [];
  onTestFinished(bus.subscribe((notice) => notices.push(notice)));
  return notices;
}

const KINDS: readonly LiveKind[] = [testServerUrl === null ? "in_process" : "notify", "redis"];

describe.each(KINDS)("the bus of the kind %s", (kind) => {
  let pair: Pair;
  const missing = kind === "redis" ? missingRedis() : null;
  beforeAll(async () => {
    if (missing === null) pair = await OPEN[kind]();
  });
  afterAll(() => pair?.close());
  beforeEach((context) => {
    if (missing !== null) context.skip(missing);
  });

  test("says its kind and that it is connected", () => {
    expect(pair.db.live).toMatchObject({ kind, isConnected: true });
  });

  test("notices of a transaction come once it has committed, in order, however many they are", async () => {
    const notices = collect(pair.reader);

    await pair.db.transaction(async (tx) => {
      await pair.publisher.publish(tx, runNotices(1_000));
      expect(notices).toEqual([]);
      await pair.publisher.publish(tx, [{ kind: "cancel_batch", batch_id: 7 }]);
    });

    await vi.waitFor(() => expect(notices).toHaveLength(1_001), SOON);
    expect(notices).toEqual([...runNotices(1_000), { kind: "cancel_batch", batch_id: 7 }]);
  });

  test("notices of a transaction that is rolled back never come", async () => {
    const notices = collect(pair.reader);

    const failed = pair.db.transaction(async (tx) => {
      await pair.publisher.publish(tx, [{ kind: "batch", batch_id: 1 }]);
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    await pair.publisher.publish(pair.db, [{ kind: "batch", batch_id: 2 }]);

    await vi.waitFor(() => expect(notices).toEqual([{ kind: "batch", batch_id: 2 }]), SOON);
  });

  test("who publishes hears it too, and everybody hears it once", async () => {
    const atBoth = [collect(pair.publisher), collect(pair.reader)];
    const sent: LiveNotice[] = [5, 6].map((batch_id) => ({ kind: "batch", batch_id }));

    for (const notice of sent) await pair.publisher.publish(pair.db, [notice]);

    await vi.waitFor(() => expect(atBoth.map((notices) => notices.at(-1))).toEqual([sent[1], sent[1]]), SOON);
    expect(atBoth).toEqual([sent, sent]);
  });

  test("a listener that has left hears nothing more, the others do", async () => {
    const left: LiveNotice[] = [];
    pair.reader.subscribe((notice) => left.push(notice))();
    const notices = collect(pair.reader);

    await pair.publisher.publish(pair.db, [{ kind: "batch", batch_id: 3 }]);

    await vi.waitFor(() => expect(notices).toEqual([{ kind: "batch", batch_id: 3 }]), SOON);
    expect(left).toEqual([]);
  });

  test("jobs are announced once their transaction has committed, and not to who has left", async () => {
    const heard: string[] = [];
    const left: string[] = [];
    pair.reader.onJobs((name) => left.push(name))();
    onTestFinished(pair.reader.onJobs((name) => heard.push(name)));

    await pair.db.transaction(async (tx) => {
      await pair.publisher.announceJobs(tx, "batch.execute");
      expect(heard).toEqual([]);
    });

    await vi.waitFor(() => expect(heard).toEqual(["batch.execute"]), SOON);
    expect(left).toEqual([]);
  });
});

if (testServerUrl !== null) {
  test("a listening connection that breaks is opened again, and readers are told to read again", async () => {
    const { db, reader, close } = await OPEN.notify();
    onTestFinished(close);
    const notices: LiveNotice[] = [];
    const onResync = vi.fn();
    onTestFinished(reader.subscribe({ onNotice: (notice) => notices.push(notice), onResync }));

    await db.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tfbench live' AND datname = current_database()",
    );
    await vi.waitFor(() => expect(onResync).toHaveBeenCalledTimes(1), SOON);
    await db.live.publish(db, [{ kind: "batch", batch_id: 4 }]);

    await vi.waitFor(() => expect(notices).toEqual([{ kind: "batch", batch_id: 4 }]), SOON);
  });
}
