import { expect, test } from "vitest";
import { openStream } from "./fixtures/open-stream.ts";
import { parseEvents, useSimulator } from "./fixtures/use-simulator.ts";

function runIdOf(text: string): string {
  return String(parseEvents(text)[0]?.["run_id"]);
}

test("a truncated stream ends cleanly without COMPLETE while its run goes on and completes", async () => {
  const simulator = await useSimulator();

  const long = await simulator.create("run-sse", { outcome: "truncated", duration_ms: 600_000, break_at_ms: 5 });
  const short = await simulator.create("run-sse", { outcome: "truncated", duration_ms: 40, steps: 2 });

  expect(long.text + short.text).not.toContain("COMPLETE");
  expect(await simulator.run(runIdOf(long.text))).toMatchObject({ status: "RUNNING", num_of_steps: null });
  expect(await simulator.finishedRun(runIdOf(short.text))).toMatchObject({ status: "COMPLETED", num_of_steps: 2 });
});

test("a stream may also be truncated by closing the socket without the last chunk", async () => {
  const simulator = await useSimulator();

  const stream = await openStream(simulator, { outcome: "truncated", duration_ms: 30, truncate_with: "socket_close" });

  expect(await stream.ended).toBe("ECONNRESET");
  expect(simulator.truth.writesOf(runIdOf(stream.text())).at(-1)?.kind).toBe("socket_close");
});

test("a reset stream breaks its connection while its run goes on and completes", async () => {
  const simulator = await useSimulator();

  const stream = await openStream(simulator, { outcome: "reset", duration_ms: 40, steps: 1, break_at_ms: 10 });

  expect(await stream.ended).toBe("ECONNRESET");
  expect(simulator.truth.writesOf(runIdOf(stream.text())).at(-1)?.kind).toBe("reset");
  expect(await simulator.finishedRun(runIdOf(stream.text()))).toMatchObject({ status: "COMPLETED" });
});

test("a stalled stream says nothing, not even heartbeats, until the run limit fails the run", async () => {
  const simulator = await useSimulator();
  const script = { outcome: "stall", duration_ms: 20, steps: 0, break_at_ms: 5, heartbeat_ms: 3, run_limit_ms: 2_000 };

  const { events } = await simulator.stream(script);

  const writes = simulator.truth.writesOf(String(events[0]?.["run_id"]));
  const lastGapMs = (writes.at(-2)?.before_ms ?? 0) - (writes.at(-3)?.after_ms ?? 0);
  expect(lastGapMs).toBeGreaterThan(1_000);
  expect(events.at(-1)).toMatchObject({ type: "COMPLETE", status: "FAILED", error: { code: "TIMEOUT" } });
});

test("a stalled stream may keep its heartbeats", async () => {
  const simulator = await useSimulator();
  const script = {
    outcome: "stall",
    duration_ms: 20,
    steps: 0,
    heartbeat_ms: 5,
    stall_heartbeats: true,
    run_limit_ms: 200,
  };

  const { events } = await simulator.stream(script);

  expect(events.slice(-3, -1).map((event) => event["type"])).toEqual(["HEARTBEAT", "HEARTBEAT"]);
});

test("a stalled run can be cancelled, which ends its stream with CANCELLED", async () => {
  const simulator = await useSimulator();
  const stream = await openStream(simulator, { outcome: "stall", duration_ms: 10 });
  await stream.until(/STREAMING_URL/);

  await simulator.request("POST", `/v1/runs/${runIdOf(stream.text())}/cancel`);

  expect(await stream.ended).toBe("end");
  expect(parseEvents(stream.text()).at(-1)).toMatchObject({ type: "COMPLETE", status: "CANCELLED" });
});

test("the socket may stay open after COMPLETE, until the client leaves or for a time", async () => {
  const simulator = await useSimulator();

  const open = await openStream(simulator, { duration_ms: 5, steps: 0, keep_open: true });
  await open.until(/COMPLETE/);
  expect(await simulator.run(runIdOf(open.text()))).toMatchObject({ status: "COMPLETED" });
  const timed = await openStream(simulator, { duration_ms: 5, steps: 0, keep_open: 60 });
  expect(await timed.ended).toBe("end");
  const writes = simulator.truth.writesOf(runIdOf(timed.text()));
  expect((writes.at(-1)?.before_ms ?? 0) - (writes.at(-2)?.after_ms ?? 0)).toBeGreaterThan(50);
  expect(open.res.complete).toBe(false);
  open.leave();
});

test("a run outlives its client, and the log says when the client left", async () => {
  const simulator = await useSimulator();
  const stream = await openStream(simulator, { event_delays_ms: [0, 0, 400, 10] });
  await stream.until(/STREAMING_URL/);
  const runId = runIdOf(stream.text());

  stream.leave();
  const run = await simulator.finishedRun(runId);

  expect(run).toMatchObject({ status: "COMPLETED", num_of_steps: 1 });
  expect(simulator.truth.records()).toContainEqual(
    expect.objectContaining({ record: "client_disconnected", run_id: runId }),
  );
  expect(simulator.truth.writesOf(runId).map(({ kind }) => kind)).toEqual(["headers", "STARTED", "STREAMING_URL"]);
});
