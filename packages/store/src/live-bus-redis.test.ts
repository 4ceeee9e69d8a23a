import { createClient } from "@redis/client";
import { AppError } from "@tfbench/contracts";
import type { LiveNotice } from "@tfbench/contracts";
import { freePort, missingRedis, placeTestDatabase, startRedis, testDatabase, testServerUrl } from "@tfbench/testkit";
import type { RedisServer, TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { openDatabase } from "./database.ts";
import type { LiveBus } from "./live-bus.ts";
import { openRedisLiveBus } from "./live-bus-redis.ts";

const SOON = { timeout: 15_000 };
const NOTICE: LiveNotice = { kind: "batch", batch_id: 1 };

const missing = missingRedis();

let db: TestDatabase;
let redis: RedisServer;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(async (context) => {
  if (missing !== null) return context.skip(missing);
  redis = await startRedis();
  onTestFinished(() => redis.kill());
});

async function openBus(channel = "a"): Promise<LiveBus> {
  const bus = await openRedisLiveBus(redis.url, channel);
  onTestFinished(() => bus.close());
  return bus;
}

function listen(bus: LiveBus) {
  const notices: LiveNotice[] = [];
  const onResync = vi.fn();
  onTestFinished(bus.subscribe({ onNotice: (notice) => notices.push(notice), onResync }));
  return { notices, onResync };
}

test("channels of two instances on one Redis do not hear each other", async () => {
  const [publisher, same, other] = [await openBus("a"), await openBus("a"), await openBus("b")];
  const [atSame, atOther] = [listen(same), listen(other)];
  const fromOther = await openBus("b");

  await publisher.publish(db, [NOTICE]);
  await vi.waitFor(() => expect(atSame.notices).toEqual([NOTICE]), SOON);
  await fromOther.publish(db, [{ kind: "batch", batch_id: 2 }]);

  await vi.waitFor(() => expect(atOther.notices).toEqual([{ kind: "batch", batch_id: 2 }]), SOON);
});

test("while Redis is away a process hears itself and its readers look at their rows again and again", async () => {
  const bus = await openBus();
  const { notices, onResync } = listen(bus);

  await redis.kill();
  await vi.waitFor(() => expect(bus.isConnected).toBe(false), SOON);
  await bus.publish(db, [NOTICE]);

  expect(notices).toEqual([NOTICE]);
  await vi.waitFor(() => expect(onResync.mock.calls.length).toBeGreaterThanOrEqual(2), SOON);
});

test("once Redis is back it is used again by itself, and every reader is told to read again", async () => {
  const [publisher, reader] = [await openBus(), await openBus()];
  await redis.kill();
  await vi.waitFor(() => expect([publisher.isConnected, reader.isConnected]).toEqual([false, false]), SOON);
  const { notices, onResync } = listen(reader);

  await redis.start();
  await vi.waitFor(() => expect([publisher.isConnected, reader.isConnected]).toEqual([true, true]), SOON);
  expect(onResync).toHaveBeenCalled();
  await publisher.publish(db, [NOTICE]);

  await vi.waitFor(() => expect(notices).toEqual([NOTICE]), SOON);
});

test("readers whose own connection held are told to read again when messages of another process were lost", async () => {
  const admin = await createClient({ url: redis.url }).connect();
  onTestFinished(() => admin.destroy());
  const [reader, publisher] = [await openBus(), await openBus()];
  const { onResync } = listen(reader);
  const clients = await admin.clientList();
  const last = Math.max(...clients.map(({ id }) => id));
  // It cannot come back before it is let in again.
  await admin.configSet("maxclients", "1");
  await admin.sendCommand(["CLIENT", "KILL", "ID", String(last)]);
  await vi.waitFor(() => expect([publisher.isConnected, reader.isConnected]).toEqual([false, true]), SOON);
  await publisher.publish(db, [NOTICE]);

  await admin.configSet("maxclients", "100");

  await vi.waitFor(() => expect(onResync).toHaveBeenCalledTimes(1), SOON);
});

test("a Redis that is not there stops the start with a sentence that names the place and not the password", async () => {
  const port = await freePort();

  const failed = openRedisLiveBus(`redis://user:secret@127.0.0.1:${port}`, "a");

  const cause = await failed.then(
    () => null,
    (error: unknown) => error,
  );
  expect(cause).toBeInstanceOf(AppError);
  expect(cause).toMatchObject({
    code: "unavailable",
    message: `Redis at 127.0.0.1:${port} cannot be used: connect ECONNREFUSED 127.0.0.1:${port}.`,
    hint: "Start it, correct REDIS_URL, or leave REDIS_URL empty.",
  });
});

test("a wrong password stops the start, and says so", async () => {
  const guarded = await startRedis(["--requirepass", "right-password"]);
  onTestFinished(() => guarded.kill());

  await expect(openRedisLiveBus(guarded.url.replace("//", "//:wrong-password@"), "a")).rejects.toThrow(
    /^Redis at 127\.0\.0\.1:\d+ cannot be used: WRONGPASS/,
  );
});

if (testServerUrl !== null)
  test("a database opened with REDIS_URL tells others of the same database, and no others", async () => {
    const [place, elsewhere] = [await placeTestDatabase(), await placeTestDatabase()];
    const open = (config: typeof place.config) => openDatabase({ ...config, redis_url: redis.url });
    const [writer, reader, stranger] = [
      await open(place.config),
      await open(place.config),
      await open(elsewhere.config),
    ];
    onTestFinished(async () => {
      for (const one of [writer, reader, stranger]) await one.close();
      await place.remove();
      await elsewhere.remove();
    });
    const [atReader, atStranger] = [listen(reader.live), listen(stranger.live)];

    await writer.live.publish(writer, [NOTICE]);
    await vi.waitFor(() => expect(atReader.notices).toEqual([NOTICE]), SOON);
    await stranger.live.publish(stranger, [{ kind: "batch", batch_id: 9 }]);

    expect(writer.live.kind).toBe("redis");
    expect(atStranger.notices).toEqual([{ kind: "batch", batch_id: 9 }]);
  });
