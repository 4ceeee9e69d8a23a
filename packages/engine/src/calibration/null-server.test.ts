import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { measureCanned } from "./measure-canned.ts";
import { openNullServer, type NullServerProcess } from "./open-null-server.ts";

async function withNullServer<T>(use: (server: NullServerProcess) => Promise<T>): Promise<T> {
  const server = await openNullServer();
  try {
    return await use(server);
  } finally {
    await server.close();
  }
}

const closed = (runs: number, concurrency: number) =>
  ({ kind: "closed", runs, concurrency, start_spread_ms: 0 }) as const;

test("the null server keeps its script, and its own account of it", async () => {
  const { runs, truth } = await withNullServer((server) =>
    measureCanned(server, {
      profile: closed(4, 2),
      stream: { firstMs: 30, gapMs: 10, events: 5, eventsPerWrite: 1 },
    }),
  );

  expect(runs.map(({ code, events }) => ({ code, events }))).toEqual(runs.map(() => ({ code: "complete", events: 5 })));
  for (const { run, stamps, arrivalsMs } of runs) {
    const { receivedMs = NaN, writesMs = [] } = truth.get(run) ?? {};
    expect(receivedMs).toBeGreaterThan(stamps?.startedMs ?? NaN);
    for (const [index, writtenMs] of writesMs.entries()) {
      expect(writtenMs).toBeGreaterThanOrEqual(receivedMs + 30 + index * 10);
      expect(arrivalsMs[index]).toBeGreaterThan(writtenMs);
    }
  }
});

const TICKS_PER_SECOND = 100;
/** User and system time of a process so far. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND;
}

test.runIf(process.platform === "linux")("the null server sleeps between its writes, and none is early", async () => {
  const { cpuShare, leastLateMs } = await withNullServer(async (server) => {
    const [beforeMs, beganMs] = [cpuMs(server.pid), performance.now()];
    const { truth } = await measureCanned(server, {
      profile: closed(32, 32),
      stream: { firstMs: 20, gapMs: 20, events: 80, eventsPerWrite: 1 },
    });
    const late = [...truth.values()].flatMap(({ receivedMs, writesMs }) =>
      Array.from(writesMs, (writtenMs, index) => writtenMs - receivedMs - 20 - index * 20),
    );
    return {
      cpuShare: (cpuMs(server.pid) - beforeMs) / (performance.now() - beganMs),
      leastLateMs: Math.min(...late),
    };
  });

  // Turning its event loop until each write is due would take all of a core.
  expect(cpuShare).toBeLessThan(0.5);
  expect(leastLateMs).toBeGreaterThanOrEqual(0);
});

test("no event of an unpaced stream is lost on the way", async () => {
  const { runs } = await withNullServer((server) =>
    measureCanned(server, {
      profile: closed(8, 4),
      stream: { firstMs: 0, gapMs: 0, events: 20_000, eventsPerWrite: 100 },
    }),
  );

  expect(runs.map(({ code, events }) => ({ code, events }))).toEqual(
    runs.map(() => ({ code: "complete", events: 20_000 })),
  );
});

test("while the server stands still, due runs wait and what they waited is counted from when they were due", async () => {
  const FROZEN_MS = 400;
  const { runs, truth } = await withNullServer((server) =>
    measureCanned(server, {
      profile: { kind: "constant", rate_per_second: 50, runs: 50, max_in_flight: 4, on_full: "wait" },
      stream: { firstMs: 10, gapMs: 10, events: 2, eventsPerWrite: 1 },
      onBegin: (originMs) => server.freeze(originMs + 200, FROZEN_MS),
    }),
  );

  expect(runs.filter(({ code }) => code !== "complete")).toEqual([]);
  const waits = runs.map(({ stamps }) => (stamps?.slotGrantedMs ?? NaN) - (stamps?.dueMs ?? NaN));
  expect(Math.max(...waits)).toBeGreaterThan(FROZEN_MS / 2);
  for (const { run, stamps, endMs } of runs) {
    const lastWriteMs = truth.get(run)?.writesMs.at(-1) ?? NaN;
    expect(endMs - (stamps?.dueMs ?? NaN)).toBeGreaterThanOrEqual(lastWriteMs - (stamps?.dueMs ?? NaN));
  }
});
