import type { Socket } from "node:net";
import { expect, test } from "vitest";
import { chunk, LAST_CHUNK, SSE_HEAD, startTcpServer } from "../fixtures/tcp-server.ts";
import { startTestLoad, type TestLoadOptions } from "../fixtures/test-load.ts";
import type { Chats } from "./load-order.ts";

const MEANING = new URL("../fixtures/slab-meaning.ts", import.meta.url);
const pathOf = (request: string): string => /^GET \/(\S*)/.exec(request)?.[1] ?? "";
const answer = (socket: Socket, request: string): void =>
  void socket.write(`${SSE_HEAD}${chunk(`a${pathOf(request).split("/")[0]}`)}${LAST_CHUNK}`);

function chatsOf(...turns: number[]): Chats {
  const shared = new Uint16Array(new SharedArrayBuffer(turns.length * 2));
  shared.set(turns);
  return { stride: Math.max(...turns), turns: shared };
}

async function measure(
  given: Omit<TestLoadOptions, "url"> & { thinkMs: number },
  onRequest: (socket: Socket, request: string) => void = answer,
) {
  const { thinkMs, ...options } = given;
  const server = await startTcpServer(onRequest);
  try {
    const load = startTestLoad({ ...options, url: server.origin, meaning: { entry: MEANING, given: thinkMs } });
    return { ...(await load.done), requests: server.requests.map(pathOf) };
  } finally {
    await server.close();
  }
}

test.each([1, 2])("each turn is asked with what the one before was answered, with %i threads", async (threads) => {
  const { runs, requests, end } = await measure({
    profile: { kind: "closed", runs: 4, concurrency: 2, start_spread_ms: 0 },
    chats: chatsOf(3, 1),
    thinkMs: 20,
    threads,
  });

  expect(requests.toSorted()).toEqual(["0", "1", "2", "3", "1/a0", "2/a1", "7/a2", "8/a7"].toSorted());
  expect(runs.map(({ run }) => run)).toEqual([0, 1, 2, 3, 6, 7, 8, 9]);
  expect(end.progress).toMatchObject({ started: 8, ended: 8 });
});

test("a turn is due its think time after the end of the one before, and sent no earlier", async () => {
  const { runs } = await measure({
    profile: { kind: "closed", runs: 1, concurrency: 1, start_spread_ms: 0 },
    chats: chatsOf(3),
    thinkMs: 30,
  });

  for (const [turn, { stamps }] of runs.entries()) {
    if (turn === 0) continue;
    expect(stamps?.dueMs).toBeCloseTo((runs[turn - 1]?.endMs ?? NaN) + 30, 3);
    expect(stamps?.slotGrantedMs).toBe(stamps?.dueMs);
    expect(stamps?.startedMs).toBeGreaterThanOrEqual(stamps?.dueMs ?? NaN);
  }
});

test("a turn without a think time starts when its request is there, and the wait is our lag", async () => {
  const { runs, end } = await measure({
    profile: { kind: "closed", runs: 2, concurrency: 1, start_spread_ms: 0 },
    chats: chatsOf(3),
    thinkMs: 0,
  });

  expect(runs).toHaveLength(6);
  for (const { stamps, run } of runs) {
    if (run % 3 > 0) expect((stamps?.startedMs ?? 0) - (stamps?.slotGrantedMs ?? 0)).toBeGreaterThan(0);
  }
  expect(end.health[0]?.lag_ms.max).toBeGreaterThan(0);
});

test("the ceiling of an open load holds for the runs of all turns", async () => {
  let open = 0;
  let most = 0;
  const { runs } = await measure(
    {
      profile: { kind: "burst", runs_per_burst: 6, every_ms: 1, runs: 6, max_in_flight: 2, on_full: "wait" },
      chats: chatsOf(2),
      thinkMs: 1,
    },
    (socket, request) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        answer(socket, request);
      }, 5);
    },
  );

  expect(most).toBe(2);
  expect(runs).toHaveLength(12);
});

test("a conversation whose turn fails is over, and its slot goes to the next one", async () => {
  const { runs, requests } = await measure(
    {
      profile: { kind: "closed", runs: 2, concurrency: 1, start_spread_ms: 0 },
      chats: chatsOf(2),
      thinkMs: 1,
    },
    (socket, request) => (pathOf(request) === "0" ? void socket.destroy() : answer(socket, request)),
  );

  expect(runs.map(({ run }) => run)).toEqual([0, 2, 3]);
  expect(requests).toHaveLength(3);
});

test("a stop starts no more turns, and the load ends when those in flight have", async () => {
  const server = await startTcpServer(answer);
  const load = startTestLoad({
    url: server.origin,
    profile: { kind: "closed", runs: 2, concurrency: 2, start_spread_ms: 0 },
    chats: chatsOf(50_000),
    meaning: { entry: MEANING, given: 5 },
  });

  await server.requested(6);
  load.execution.stop();
  const { end, runs } = await load.done;
  await server.close();

  expect(end.ended).toBe("stopped");
  expect(runs.length).toBe(server.requests.length);
  expect(runs.length).toBeLessThan(100_000);
});

test("a load of chats ends with its duration: no turn is due after it", async () => {
  const { runs, end } = await measure({
    profile: { kind: "closed", runs: 1_000_000, concurrency: 2, start_spread_ms: 0, duration_ms: 120 },
    chats: chatsOf(50),
    thinkMs: 10,
  });

  expect(end.ended).toBe("all_finished");
  expect(Math.max(...runs.map(({ stamps }) => stamps?.dueMs ?? NaN))).toBeLessThanOrEqual(120);
});
