import type { EngineRecord } from "@tfbench/contracts";
import { expect, onTestFinished, test } from "vitest";
import { realClock } from "./clock.ts";
import { plainAdapter } from "./fixtures/plain-adapter.ts";
import { answer, events, startPlainServer, type PlainAnswers, type PlainServer } from "./fixtures/plain-server.ts";
import { chunk, LAST_CHUNK, SSE_HEAD } from "./fixtures/tcp-server.ts";
import { executeTestPlan } from "./fixtures/test-plan.ts";

const opening = (id: string): string => `${SSE_HEAD}${chunk(events(`id:${id}`)).toString()}`;
const whole = (id: string): string => `${opening(id)}${chunk(events("a", "end")).toString()}${LAST_CHUNK}`;

async function serve(answers: PlainAnswers): Promise<PlainServer> {
  const server = await startPlainServer(answers);
  onTestFinished(() => server.tcp.close());
  return server;
}

const countOf = (records: readonly EngineRecord[], kind: EngineRecord["kind"], runId: number): number =>
  records.filter((record) => record.kind === kind && record.run_id === runId).length;
const isStartOf = (runId: number) => (record: EngineRecord) => record.kind === "identified" && record.run_id === runId;
const allStarted = (seen: (accepts: (record: EngineRecord) => boolean) => Promise<void>, runIds: readonly number[]) =>
  Promise.all(runIds.map((runId) => seen(isStartOf(runId))));

test("every run starts once, ends once, and its records come in order", async () => {
  const { tcp } = await serve({ start: (socket, count) => void socket.write(whole(String(count))) });

  const { records, end, results } = executeTestPlan({ origin: tcp.origin, runs: 40, concurrency: 7 });
  const finished = await results();

  expect(await end).toMatchObject({ ended: "all_finished", reason_code: null });
  for (let runId = 1; runId <= 40; runId += 1) {
    const kinds = records.filter((record) => record.run_id === runId).map((record) => record.kind);
    expect(kinds.filter((kind) => kind !== "events")).toEqual(["started", "identified", "finished"]);
    expect(kinds.at(-1)).toBe("finished");
    expect(finished.get(runId)?.status).toBe("completed");
  }
});

test("no more runs are open than the slots allow, and connections are used again", async () => {
  let open = 0;
  let most = 0;
  const { tcp } = await serve({
    start: (socket, count) => {
      most = Math.max(most, (open += 1));
      setTimeout(() => {
        open -= 1;
        socket.write(whole(String(count)));
      }, 2);
    },
  });

  const finished = await executeTestPlan({ origin: tcp.origin, runs: 20, concurrency: 3 }).results();

  expect(most).toBe(3);
  expect([...finished.values()].filter((result) => result.connection === "reused").length).toBeGreaterThanOrEqual(10);
  expect(
    [...finished.values()].every((result) => (result.connect_ms === null) === (result.connection === "reused")),
  ).toBe(true);
});

test("the first starts are spread over the window, in order", async () => {
  const { tcp } = await serve({ start: (socket, count) => void socket.write(whole(String(count))) });

  const finished = await executeTestPlan({ origin: tcp.origin, runs: 4, concurrency: 4, startSpreadMs: 60 }).results();

  const dues = [1, 2, 3, 4].map((runId) => finished.get(runId)?.stamps.due);
  expect(dues).toEqual([0, 15, 30, 45].map((ms) => expect.closeTo(ms, 6)));
  for (const { stamps, lag_ms } of finished.values()) {
    expect(stamps.started).toBeGreaterThanOrEqual(stamps.due);
    expect(lag_ms).toBeGreaterThanOrEqual(0);
  }
});

test("stamps and metrics follow from each other", async () => {
  const { tcp } = await serve({ start: (socket, count) => void socket.write(whole(String(count))) });

  const result = (await executeTestPlan({ origin: tcp.origin }).results()).get(1);

  const { stamps } = result ?? { stamps: null };
  const order = [
    stamps?.due,
    stamps?.slot_granted,
    stamps?.started,
    stamps?.connected,
    stamps?.sent,
    stamps?.headers,
    stamps?.first_event,
    stamps?.first_content,
    stamps?.last_content,
    stamps?.terminal,
    stamps?.closed,
  ];
  expect(order).toEqual([...order].sort((a, b) => Number(a) - Number(b)));
  expect(order).not.toContain(null);
  expect(result?.total_duration_ms).toBeCloseTo(Number(stamps?.terminal) - Number(stamps?.started), 9);
  expect(result?.ttft_ms).toBeCloseTo(Number(stamps?.first_content) - Number(stamps?.started), 9);
  expect(result?.ttft_sent_ms).toBeCloseTo(Number(stamps?.first_content) - Number(stamps?.sent), 9);
  expect(result).toMatchObject({
    coalesced: true,
    connection: "fresh",
    progress_events: 1,
    inter_token_stats: null,
    gap_sketch: null,
  });
});

test("gaps are those between content events; heartbeats between them count apart", async () => {
  const { tcp } = await serve({
    start: (socket) => {
      const words = ["a", "beat", "b", "beat", "c", "beat", "end"];
      socket.write(opening("1"));
      const timer = setInterval(() => {
        socket.write(chunk(events(words.shift() ?? "")));
        if (words.length === 0) clearInterval(timer);
      }, 12);
    },
  });

  const result = (await executeTestPlan({ origin: tcp.origin }).results()).get(1);

  expect(result?.inter_token_stats).toMatchObject({ count: 2, stalls: 0, stall_threshold_ms: 30_000 });
  expect(result?.inter_token_stats?.min).toBeGreaterThan(3);
  expect(result?.heartbeat_gap_max_ms).toBeGreaterThan(3);
  expect(result?.gap_sketch?.length).toBeGreaterThan(0);
  expect(result?.coalesced).toBe(false);
});

test("a cancelled run is ended, cancelled at the provider and looked up until it is over there", async () => {
  let lookups = 0;
  const { tcp, paths } = await serve({
    start: (socket) => void socket.write(opening("7")),
    row: () => ((lookups += 1) < 3 ? "going on" : "gone"),
  });

  const { execution, sees, results, records } = executeTestPlan({ origin: tcp.origin });
  await sees(isStartOf(1));
  execution.cancelRun(1);
  const result = (await results()).get(1);

  expect(result).toMatchObject({ status: "cancelled", cancelled_by: "user", fault: null, provider_run: "gone" });
  expect(paths).toEqual(["/start", "/runs/7/cancel", "/runs/7", "/runs/7", "/runs/7"]);
  const notes = records.flatMap((record) => (record.kind === "events" ? record.events.map((event) => event.kind) : []));
  expect(notes).toEqual(["id:7", "cancel", "lookup", "lookup", "lookup"]);
});

test("the slot of an abandoned run stays busy until the provider calls it over", async () => {
  let isOver = false;
  const order: string[] = [];
  const { tcp } = await serve({
    start: (socket, count) => {
      order.push(`start ${count}`);
      socket.write(count === 1 ? opening("1") : whole("2"));
    },
    row: (path) => {
      if (path === "/runs/1") order.push("lookup 1");
      const wasOver = isOver;
      isOver = true;
      return wasOver ? "gone" : "going on";
    },
  });

  await executeTestPlan({ origin: tcp.origin, runs: 2, timeouts: { idle_ms: 30 } }).results();

  expect(order).toEqual(["start 1", "lookup 1", "lookup 1", "start 2"]);
});

test("a lookup or cancel that fails is noted and changes no outcome", async () => {
  const { tcp } = await serve({
    start: (socket) => void socket.write(opening("7")),
    cancel: () => ({ status: 404, body: "" }),
    row: () => "gone",
  });

  const { results, records } = executeTestPlan({ origin: tcp.origin, timeouts: { idle_ms: 30 } });
  const result = (await results()).get(1);

  expect(result).toMatchObject({ status: "timeout", phase: "idle", cost_usd: null });
  const notes = records.flatMap((record) =>
    record.kind === "events" ? record.events.filter(({ kind }) => kind === "cancel").map(({ data }) => data) : [],
  );
  expect(notes).toEqual(['{"http_status":404,"status":null,"problem":"HTTP 404"}']);
});

test("a run the provider never named says that it could not be cancelled there", async () => {
  const { tcp, paths } = await serve({ start: (socket) => void socket.write(SSE_HEAD) });

  const result = (await executeTestPlan({ origin: tcp.origin, timeouts: { first_event_ms: 30 } }).results()).get(1);

  expect(result?.error).toContain("No first event came after the headers within 30 ms.");
  expect(result?.error).toContain("could neither be cancelled nor looked up there");
  expect(paths).toEqual(["/start"]);
});

test("a run cancelled before its start never starts; the others do", async () => {
  const { tcp } = await serve({
    start: (socket, count) => void setTimeout(() => socket.write(whole(String(count))), 5),
  });

  const { execution, records, results } = executeTestPlan({ origin: tcp.origin, runs: 3 });
  execution.cancelRun(2);
  execution.cancelRun(2);
  const finished = await results();

  expect([1, 2, 3].map((runId) => finished.get(runId)?.status)).toEqual(["completed", "cancelled", "completed"]);
  expect(finished.get(2)).toMatchObject({ cancelled_by: "user", cost_usd: null, total_duration_ms: null });
  expect([countOf(records, "started", 2), countOf(records, "finished", 2)]).toEqual([0, 1]);
});

test("cancelling all ends what is in flight and what waits, each once", async () => {
  const { tcp } = await serve({ start: (socket, count) => void socket.write(opening(String(count))) });

  const { execution, sees, results, records, end } = executeTestPlan({ origin: tcp.origin, runs: 9, concurrency: 2 });
  await allStarted(sees, [1, 2]);
  execution.cancelAll();
  execution.cancelAll();
  const finished = await results();

  expect(await end).toMatchObject({ ended: "cancelled", reason_code: "cancelled_by_user" });
  expect([...finished.values()].map((result) => result.status)).toEqual(Array(9).fill("cancelled"));
  expect(records.filter((record) => record.kind === "finished")).toHaveLength(9);
});

test("a stop aborts what is in flight by our fault and leaves the rest as it was", async () => {
  const { tcp, paths } = await serve({ start: (socket, count) => void socket.write(opening(String(count))) });

  const { execution, sees, results, end } = executeTestPlan({ origin: tcp.origin, runs: 9, concurrency: 2 });
  await allStarted(sees, [1, 2]);
  execution.stop({ by: "us", reason_code: "worker_stopped", error: "The worker was stopped." });
  const finished = await results();

  expect(await end).toMatchObject({ ended: "stopped" });
  expect([...finished.keys()].sort()).toEqual([1, 2]);
  expect(finished.get(1)).toMatchObject({ status: "aborted", reason_code: "worker_stopped", fault: "us" });
  expect(paths).toContain("/runs/1/cancel");
});

test("an account without credits stops the batch; what waited is cancelled by the profile", async () => {
  const { tcp } = await serve({
    start: (socket, count) => void socket.write(count === 2 ? answer(402, "") : whole(String(count))),
  });

  const { results, end } = executeTestPlan({ origin: tcp.origin, runs: 4 });
  const finished = await results();

  expect(await end).toMatchObject({ ended: "failed", reason_code: "out_of_credits" });
  expect([1, 2, 3, 4].map((runId) => finished.get(runId)?.status)).toEqual([
    "completed",
    "out_of_credits",
    "cancelled",
    "cancelled",
  ]);
  expect(finished.get(3)).toMatchObject({ cancelled_by: "profile", reason_code: "out_of_credits", fault: "us" });
});

test("a polled run ends with the record that is final and has no time to first content", async () => {
  let polls = 0;
  const { tcp, paths } = await serve({
    start: (socket) => void socket.write(answer(200, "7")),
    row: () => ((polls += 1) < 3 ? "going on" : "gone"),
  });

  const { results, records } = executeTestPlan({ origin: tcp.origin, transport: "async" });
  const result = (await results()).get(1);

  expect(result).toMatchObject({
    status: "completed",
    ttft_ms: null,
    progress_events: null,
    inter_token_stats: null,
    tinyfish_run_id: "7",
  });
  expect(result?.total_duration_ms).toBeGreaterThanOrEqual(30);
  expect(paths).toEqual(["/start", "/runs/7", "/runs/7", "/runs/7", "/runs/7"]);
  expect(records.flatMap((record) => (record.kind === "events" ? record.events.map(({ kind }) => kind) : []))).toEqual([
    "poll",
    "poll",
    "poll",
    "lookup",
  ]);
});

test("a polled run that does not end is given up, cancelled and looked up", async () => {
  let isCancelled = false;
  const { tcp } = await serve({
    start: (socket) => void socket.write(answer(200, "7")),
    row: () => (isCancelled ? "gone" : "going on"),
    cancel: () => {
      isCancelled = true;
      return { status: 200, body: "cancelled" };
    },
  });

  const result = (
    await executeTestPlan({ origin: tcp.origin, transport: "async", timeouts: { total_ms: 300 } }).results()
  ).get(1);

  expect(result).toMatchObject({ status: "timeout", phase: "total", fault: "provider" });
  expect(result?.error).toContain("The provider's run was ended too");
});

test("polls that keep failing end the run as a failed lookup", async () => {
  const { tcp } = await serve({ start: (socket) => void socket.write(answer(200, "7")) });
  const adapter = {
    ...plainAdapter,
    prepare: (...input: Parameters<typeof plainAdapter.prepare>) => ({
      ...plainAdapter.prepare(...input),
      lookup: () => ({ method: "POST" as const, path: "/runs/7/cancel", headers: {}, body: null }),
      createReader: () =>
        Object.assign(plainAdapter.prepare(...input).createReader(), {
          readRow: () => ({ is_terminal: false as const, status: null, problem: "HTTP 500", is_final: false }),
        }),
    }),
  };

  const { execution, results, sees } = executeTestPlan({ origin: tcp.origin, transport: "async" }, { adapter });
  await sees((record) => record.kind === "events" && record.events.some((event) => event.kind === "cancel"));
  execution.stop({ by: "us", reason_code: "worker_stopped", error: "Enough." });
  const result = (await results()).get(1);

  expect(result).toMatchObject({ status: "infra_error", phase: "lookup", reason_code: "lookup_failed" });
  expect(result?.event_count).toBeGreaterThanOrEqual(6);
});

test("a fault of our own is not blamed on the far end: the execution rejects and leaves nothing open", async () => {
  const { tcp } = await serve({ start: (socket) => void socket.write(opening("7")) });
  const readEvent = (): never => {
    throw new RangeError("a bug");
  };
  const adapter = {
    ...plainAdapter,
    prepare: (...input: Parameters<typeof plainAdapter.prepare>) => ({
      ...plainAdapter.prepare(...input),
      createReader: () => Object.assign(plainAdapter.prepare(...input).createReader(), { readEvent }),
    }),
  };

  const { end } = executeTestPlan({ origin: tcp.origin, runs: 3 }, { adapter });

  await expect(end).rejects.toThrow("a bug");
  await tcp.allClosed();
});

test("instants come from the batch's one wall-clock anchor", async () => {
  const { tcp } = await serve({ start: (socket) => void socket.write(whole("1")) });
  const clock = { ...realClock, wallNowMs: () => Date.UTC(2026, 0, 1) };

  const { results, records } = executeTestPlan({ origin: tcp.origin }, { clock });
  const result = (await results()).get(1);

  const finished = records.find((record) => record.kind === "finished");
  expect(finished).toMatchObject({
    due_at: "2026-01-01T00:00:00.000Z",
    finished_at: new Date(Date.UTC(2026, 0, 1) + Number(result?.stamps.terminal)).toISOString(),
  });
});

test("after an execution no socket of ours is left", async () => {
  const { tcp } = await serve({
    start: (socket, count) => void socket.write(count % 2 ? whole(String(count)) : opening(String(count))),
  });

  await executeTestPlan({ origin: tcp.origin, runs: 12, concurrency: 6, timeouts: { idle_ms: 30 } }).results();

  await tcp.allClosed();
  expect(tcp.openSockets).toBe(0);
});
