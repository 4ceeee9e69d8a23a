import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { chunk, LAST_CHUNK, SSE_HEAD, startTcpServer, type TcpServer } from "../fixtures/tcp-server.ts";
import { startTestLoad, type TestLoadOptions } from "../fixtures/test-load.ts";
import type { TestRun } from "../fixtures/test-run.ts";
import type { EndCode } from "./end-code.ts";

const closed = (runs: number, concurrency: number) =>
  ({ kind: "closed", runs, concurrency, start_spread_ms: 20 }) as const;
const open = { max_in_flight: null, on_full: "wait" } as const;
const pathOf = (request: string): string => /^GET \/(\S*)/.exec(request)?.[1] ?? "";
const answerOf = (body: string): string => `${SSE_HEAD}${chunk(body)}${LAST_CHUNK}`;
const echo = (socket: Socket, request: string): void => void socket.write(answerOf(`run ${pathOf(request)}`));

async function withServer<T>(
  answer: (socket: Socket, request: string) => void,
  use: (server: TcpServer) => Promise<T>,
): Promise<T> {
  const server = await startTcpServer(answer);
  try {
    return await use(server);
  } finally {
    await server.close();
  }
}

const runAgainst = (
  answer: (socket: Socket, request: string) => void,
  given: Omit<TestLoadOptions, "url">,
): ReturnType<typeof startTestLoad>["done"] =>
  withServer(answer, (server) => startTestLoad({ ...given, url: server.origin }).done);

const codes = (runs: readonly TestRun[]): EndCode[] => runs.map(({ code }) => code);

describe("a closed load", () => {
  test("runs every run once, each with its own request, over as many connections as it may have open", async () => {
    await withServer(echo, async (server) => {
      const { runs, end } = await startTestLoad({ url: server.origin, profile: closed(50, 4) }).done;

      expect(runs.map(({ body }) => body)).toEqual(Array.from({ length: 50 }, (_, index) => `run ${index}`));
      expect(codes(runs)).toEqual(Array.from({ length: 50 }, () => "complete"));
      expect(runs.filter(({ isFresh }) => isFresh)).toEqual([]);
      expect(server.acceptedSockets).toBe(4);
      expect(end).toMatchObject({ ended: "all_finished", progress: { started: 50, ended: 50, in_flight: 0 } });
    });
  });

  test("hands over the very bytes that came, framing included", async () => {
    const { runs } = await runAgainst(echo, { profile: closed(1, 1) });

    expect(runs[0]?.reads.map(({ text }) => text).join("")).toBe(answerOf("run 0"));
  });

  test("keeps the order of its stamps, and starts none before it is due", async () => {
    const { runs } = await runAgainst(echo, { profile: closed(20, 4) });

    for (const { stamps, reads, endMs } of runs) {
      const { dueMs = NaN, slotGrantedMs, startedMs = NaN, sentMs } = stamps ?? {};
      expect(startedMs).toBeGreaterThanOrEqual(dueMs);
      expect(slotGrantedMs).toBe(dueMs);
      expect(sentMs).toBe(startedMs);
      expect(reads[0]?.atMs).toBeGreaterThan(startedMs);
      expect(reads.at(-1)?.atMs).toBe(endMs);
    }
    expect(runs.slice(0, 4).map(({ stamps }) => Math.round(stamps?.dueMs ?? NaN))).toEqual([0, 5, 10, 15]);
  });

  test("is shared by several threads without a run left out or done twice", async () => {
    const { runs, end } = await runAgainst(echo, { profile: closed(60, 6), threads: 3 });

    expect(runs.map(({ body }) => body)).toEqual(Array.from({ length: 60 }, (_, index) => `run ${index}`));
    expect(end.health).toHaveLength(3);
  });

  test("warms up on a server of its own, and measures the same afterwards", async () => {
    await withServer(echo, async (server) => {
      const { runs } = await startTestLoad({ url: server.origin, profile: closed(3, 1), warm_up: true }).done;

      expect(codes(runs)).toEqual(["complete", "complete", "complete"]);
      expect(server.requests).toHaveLength(3);
    });
  });

  test("dials for each run when asked to, and measures connecting as a phase of its own", async () => {
    await withServer(echo, async (server) => {
      const { runs } = await startTestLoad({ url: server.origin, profile: closed(6, 2), connections: "fresh" }).done;

      expect(server.acceptedSockets).toBe(6);
      for (const { isFresh, stamps } of runs) {
        expect(isFresh).toBe(true);
        expect(stamps?.connectedMs).toBeGreaterThan(stamps?.startedMs ?? NaN);
        expect(stamps?.sentMs).toBeGreaterThanOrEqual(stamps?.connectedMs ?? NaN);
      }
    });
  });

  test("replaces a kept connection that the server has closed before it is needed", async () => {
    const answer = (socket: Socket, request: string): void => {
      socket.write(answerOf(pathOf(request)));
      if (pathOf(request) === "0") socket.end();
    };

    const { runs } = await runAgainst(answer, {
      profile: { kind: "constant", rate_per_second: 4, runs: 2, ...open, max_in_flight: 1 },
    });

    expect(codes(runs)).toEqual(["complete", "complete"]);
    expect(runs.map(({ isFresh }) => isFresh)).toEqual([false, true]);
  });

  test("says of a kept connection that it was closed when that was found only after the request was sent", async () => {
    const answer = (socket: Socket, request: string): void => {
      if (pathOf(request) === "0") socket.write(answerOf("0"));
      else socket.destroy();
    };

    const { runs } = await runAgainst(answer, { profile: closed(2, 1) });

    expect(runs[1]?.code).toMatch(/closed_by_peer|reset/);
    expect(runs[1]?.text).toContain("The kept connection was closed before any answer.");
  });
});

describe("an open load", () => {
  const profile = { kind: "constant", rate_per_second: 200, runs: 20, ...open } as const;

  test("starts runs when they are due, whether or not others have ended", async () => {
    const held: Socket[] = [];
    const answer = (socket: Socket): void => {
      held.push(socket);
      if (held.length === profile.runs) for (const one of held) one.write(answerOf("late"));
    };

    const { runs } = await runAgainst(answer, { profile });

    expect(runs.map(({ stamps }) => Math.round(stamps?.dueMs ?? NaN))).toEqual(runs.map((_, index) => index * 5));
    expect(codes(runs)).toEqual(runs.map(() => "complete"));
  });

  test.each([1, 2, 4])("has the same due times with %i threads", async (threads) => {
    const random = { kind: "poisson", rate_per_second: 400, runs: 40, ...open } as const;

    const { runs } = await runAgainst(echo, { profile: random, threads, seed: 42 });

    expect(runs).toHaveLength(40);
    expect(runs.slice(0, 3).map(({ stamps }) => stamps?.dueMs.toFixed(3))).toEqual(["2.298", "3.784", "8.569"]);
    expect(runs.at(-1)?.stamps?.dueMs.toFixed(3)).toBe("75.223");
  });

  test.each([1, 2, 4])("has one ceiling for %i threads, and the due times of one", async (threads) => {
    let open = 0;
    let most = 0;
    const answer = (socket: Socket, request: string): void => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        echo(socket, request);
      }, 4);
    };
    const random = { kind: "poisson", rate_per_second: 800, runs: 120, max_in_flight: 4, on_full: "wait" } as const;

    const { runs, end } = await runAgainst(answer, { profile: random, threads, seed: 42 });

    expect(runs.map(({ body }) => body)).toEqual(runs.map((_, index) => `run ${index}`));
    expect(runs.slice(0, 3).map(({ stamps }) => stamps?.dueMs.toFixed(3))).toEqual(["1.149", "1.892", "4.284"]);
    expect(most).toBeLessThanOrEqual(4);
    expect(end.health).toHaveLength(threads);
    expect(end.progress).toMatchObject({ started: 120, ended: 120, in_flight: 0, waiting: 0 });
  });

  test("lets no run wait in one thread while a slot is free: it is one queue", async () => {
    const held: { socket: Socket; request: string }[] = [];
    let answered = 0;
    const answer = (socket: Socket, request: string): void => {
      if (pathOf(request) === "0") return void held.push({ socket, request });
      echo(socket, request);
      answered += 1;
      if (answered === profile.runs - 1) for (const one of held) echo(one.socket, one.request);
    };

    const { runs } = await runAgainst(answer, { profile: { ...profile, max_in_flight: 2 }, threads: 2 });

    // Run 0 is answered last: it takes one of the two slots until every other has had the other one.
    expect(codes(runs)).toEqual(runs.map(() => "complete"));
    expect(runs[0]?.endMs).toBeGreaterThan(runs.at(-2)?.endMs ?? NaN);
  });

  test("lets due runs wait for a slot with their due times kept", async () => {
    const { runs, end } = await runAgainst(
      (socket, request) => {
        if (pathOf(request) !== "0") return echo(socket, request);
        setTimeout(() => echo(socket, request), 60);
      },
      { profile: { ...profile, runs: 5, max_in_flight: 1 } },
    );

    expect(codes(runs)).toEqual(runs.map(() => "complete"));
    const [first, second] = runs;
    expect(second?.stamps?.dueMs).toBeCloseTo(5, 5);
    expect(second?.stamps?.slotGrantedMs).toBeCloseTo(first?.endMs ?? NaN, 5);
    expect(end.health[0]?.slot_wait_ms.max).toBeGreaterThan(40);
  });

  test("starts every run of a burst that is larger than the requests built ahead", async () => {
    const { runs } = await runAgainst(echo, {
      profile: { kind: "burst", runs_per_burst: 150, every_ms: 1, runs: 150, ...open },
    });

    expect(runs.map(({ body }) => body)).toEqual(Array.from({ length: 150 }, (_, index) => `run ${index}`));
  });

  test("drops due runs without a slot when asked to", async () => {
    const { runs, end } = await runAgainst(
      (socket, request) => {
        if (pathOf(request) !== "0") return echo(socket, request);
        setTimeout(() => echo(socket, request), 400);
      },
      { profile: { ...profile, runs: 4, max_in_flight: 1, on_full: "drop" } },
    );

    expect(codes(runs)).toEqual(["complete", "dropped", "dropped", "dropped"]);
    expect(runs[1]?.stamps).toBeNull();
    expect(end.progress).toMatchObject({ started: 1, dropped: 3 });
  });
});

describe("a run that fails ends as what broke it", () => {
  const refuse = (): void => undefined;
  const CASES: [code: EndCode, answer: (socket: Socket) => void, timeouts?: TestLoadOptions["timeouts"]][] = [
    ["closed_by_peer", (socket) => socket.end(`${SSE_HEAD}${chunk("a")}`)],
    ["protocol_error", (socket) => void socket.write("SSH-2.0-OpenSSH\r\n\r\n")],
    ["header_too_large", (socket) => void socket.write(`HTTP/1.1 200 OK\r\na: ${"b".repeat(70_000)}`)],
    ["timeout_headers", refuse, { headers_ms: 30 }],
    ["timeout_first_event", (socket) => void socket.write(SSE_HEAD), { first_event_ms: 30 }],
    ["timeout_idle", (socket) => void socket.write(`${SSE_HEAD}${chunk("a")}`), { idle_ms: 30 }],
    ["timeout_total", (socket) => void socket.write(`${SSE_HEAD}${chunk("a")}`), { total_ms: 40 }],
    ["left_open", (socket) => void socket.write(`${SSE_HEAD}${chunk("[DONE]")}`)],
    ["timeout_first_event", (socket) => void socket.write(`${SSE_HEAD}${chunk("[HOPELESS]")}`)],
    ["reset", (socket) => void socket.write(`${SSE_HEAD}${chunk("a")}`, () => socket.resetAndDestroy())],
  ];

  test.each(CASES)("%s", async (code, answer, timeouts = {}) => {
    const { runs } = await runAgainst(answer, { profile: closed(1, 1), timeouts });

    expect(codes(runs)).toEqual([code]);
  });

  test("refused, with the system's words", async () => {
    const unused = createServer().listen(0, "127.0.0.1");
    await once(unused, "listening");
    const address = unused.address();
    const port = typeof address === "object" ? address?.port : 0;
    await new Promise((resolve) => unused.close(resolve));

    const { runs } = await startTestLoad({ url: new URL(`http://127.0.0.1:${port}`), profile: closed(2, 1) }).done;

    expect(codes(runs)).toEqual(["refused", "refused"]);
    expect(runs[0]?.text).toContain("ECONNREFUSED");
    expect(runs[0]?.stamps).toMatchObject({ connectedMs: NaN, sentMs: NaN });
  });

  test("buffer_full where it sends faster than anybody reads, and the others go on", async () => {
    const piece = Buffer.alloc(1_048_576, "x");
    const pour = (socket: Socket): void => {
      while (!socket.destroyed) if (!socket.write(piece)) return void socket.once("drain", () => pour(socket));
    };
    const flood = (socket: Socket, request: string): void => {
      if (pathOf(request) !== "0") return void socket.write(answerOf("fine"));
      socket.write("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n");
      pour(socket);
    };

    const { runs } = await runAgainst(flood, {
      profile: closed(3, 2),
      meaning: { entry: new URL("../fixtures/sleepy-meaning.ts", import.meta.url), given: null },
    });

    expect(codes(runs)).toEqual(["buffer_full", "complete", "complete"]);
  });

  test("cancelled_share, for about the share asked for and always the same runs", async () => {
    const cancellation = { share: 0.5, after_ms: { from: 5, to: 20 } };
    const cancelled = async (): Promise<number[]> => {
      const { runs } = await runAgainst((socket) => void socket.write(SSE_HEAD), {
        profile: { kind: "burst", runs_per_burst: 30, every_ms: 1, runs: 30, ...open },
        timeouts: { total_ms: 150 },
        cancellation,
      });
      return runs.filter(({ code }) => code === "cancelled_share").map(({ run }) => run);
    };

    const first = await cancelled();

    expect(first.length).toBeGreaterThan(7);
    expect(first.length).toBeLessThan(23);
    expect(await cancelled()).toEqual(first);
  });
});

describe("a load is ended", () => {
  const never = (socket: Socket): void => void socket.write(SSE_HEAD);

  test("at once by a cancel: what is in flight ends as cancelled", async () => {
    const result = await withServer(never, async (server) => {
      const load = startTestLoad({ url: server.origin, profile: closed(10, 3) });
      await server.requested(3);
      load.execution.cancel();
      return load.done;
    });

    expect(codes(result.runs)).toEqual(["cancelled", "cancelled", "cancelled"]);
    expect(result.end.ended).toBe("cancelled");
  });

  test("gracefully by a stop: nothing starts any more, what is in flight may end", async () => {
    const held: Socket[] = [];
    const result = await withServer(
      (socket) => void held.push(socket),
      async (server) => {
        const load = startTestLoad({ url: server.origin, profile: closed(10, 2) });
        await server.requested(2);
        load.execution.stop();
        for (const socket of held) socket.write(answerOf("done"));
        return load.done;
      },
    );

    expect(codes(result.runs)).toEqual(["complete", "complete"]);
    expect(result.end.ended).toBe("stopped");
  });

  test("after the grace period: what is still open ends as grace_over", async () => {
    const { runs } = await runAgainst(never, { profile: closed(2, 2), grace_ms: 30 });

    expect(codes(runs)).toEqual(["grace_over", "grace_over"]);
  });

  test("by its duration: a closed load starts nothing after it", async () => {
    const { runs, end } = await runAgainst(echo, { profile: { ...closed(1_000_000, 2), duration_ms: 100 } });

    expect(runs.length).toBeGreaterThan(0);
    expect(runs.length).toBeLessThan(1_000_000);
    expect(Math.max(...runs.map(({ stamps }) => stamps?.dueMs ?? NaN))).toBeLessThan(100);
    expect(end.ended).toBe("all_finished");
  });

  test("as a failure when what was measured cannot be kept", async () => {
    await withServer(echo, async (server) => {
      const { done } = startTestLoad({
        url: server.origin,
        profile: closed(3, 1),
        onRun: () => {
          throw new Error("The disk is full.");
        },
      });

      await expect(done).rejects.toThrow("The disk is full.");
    });
  });

  test("as a failure when its meaning thread dies", async () => {
    await withServer(echo, async (server) => {
      const { done } = startTestLoad({
        url: server.origin,
        profile: closed(1, 1),
        meaning: { entry: new URL("../fixtures/dying-meaning.ts", import.meta.url), given: null },
      });

      await expect(done).rejects.toThrow("The meaning is lost.");
    });
  });
});
