import { expect, test } from "vitest";
import { openStream } from "./fixtures/open-stream.ts";
import { parseEvents, useSimulator } from "./fixtures/use-simulator.ts";
import type { SimulatorUnderTest } from "./fixtures/use-simulator.ts";

const LONG = { duration_ms: 600_000, steps: 0, first_event_ms: 0 };

function cancel(simulator: SimulatorUnderTest, runId: unknown) {
  return simulator.request("POST", `/v1/runs/${String(runId)}/cancel`);
}

test("cancelling twice gives the same time, and the second says so", async () => {
  const simulator = await useSimulator();
  const { run_id } = (await simulator.create("run-async", LONG)).json();

  const first = (await cancel(simulator, run_id)).json();
  const second = (await cancel(simulator, run_id)).json();

  expect(first).toEqual({ run_id, status: "CANCELLED", cancelled_at: expect.stringMatching(/Z$/), message: null });
  expect(second).toEqual({ ...first, message: expect.stringContaining("already") });
  expect(await simulator.run(run_id)).toMatchObject({
    status: "CANCELLED",
    finished_at: first["cancelled_at"],
    num_of_steps: 0,
    error: null,
  });
  const received = simulator.truth
    .records()
    .flatMap((record) => (record.record === "cancel_received" ? [record.status] : []));
  expect(received.at(-1)).toBe("CANCELLED");
});

test("a finished run keeps its status when it is cancelled", async () => {
  const simulator = await useSimulator();
  const { run_id } = (await simulator.create("run", { duration_ms: 5, outcome: "failed" })).json();

  const answer = (await cancel(simulator, run_id)).json();

  expect(answer).toEqual({
    run_id,
    status: "FAILED",
    cancelled_at: null,
    message: expect.stringContaining("finished"),
  });
});

test("a run that waits for its start can be cancelled and then never starts", async () => {
  const simulator = await useSimulator();
  const { run_id } = (await simulator.create("run-async", { queue_ms: 600_000 })).json();

  const answer = (await cancel(simulator, run_id)).json();

  expect(answer).toMatchObject({ status: "CANCELLED", cancelled_at: expect.any(String) });
  expect(await simulator.run(run_id)).toMatchObject({ status: "CANCELLED", started_at: null });
});

test("an open stream ends with COMPLETE and CANCELLED, or without, as asked; the steps taken are billed", async () => {
  const simulator = await useSimulator();
  const script = { event_delays_ms: [0, 0, 0, 600_000] };
  const told = await openStream(simulator, script);
  const untold = await openStream(simulator, { ...script, cancel_emits_complete: false });

  for (const stream of [told, untold]) {
    await stream.until(/PROGRESS/);
    await cancel(simulator, parseEvents(stream.text())[0]?.["run_id"]);
    expect(await stream.ended).toBe("end");
  }

  expect(parseEvents(told.text()).at(-1)).toMatchObject({ type: "COMPLETE", status: "CANCELLED", result: null });
  expect(parseEvents(untold.text()).at(-1)).toMatchObject({ type: "PROGRESS" });
  expect(await simulator.run(parseEvents(told.text())[0]?.["run_id"])).toMatchObject({
    status: "CANCELLED",
    num_of_steps: 1,
  });
});

async function runIdFromLog(simulator: SimulatorUnderTest): Promise<string> {
  const ids = () =>
    simulator.truth.records().flatMap((record) => (record.record === "run_created" ? [record.run_id] : []));
  await expect.poll(ids).toHaveLength(2);
  return ids()[1] ?? "";
}

test.each([
  ["forbidden", 403],
  ["ignored", 200],
] as const)("cancelling a blocking run is %s and leaves it as it is", async (cancel_sync_run, status) => {
  const simulator = await useSimulator({ cancel_sync_run, concurrency: { limit: 1, mode: "queue" } });
  const blocker = (await simulator.create("run-async", LONG)).json()["run_id"];
  const answered = simulator.create("run", { duration_ms: 0, steps: 0 });

  const refusal = await cancel(simulator, await runIdFromLog(simulator));
  await cancel(simulator, blocker);

  expect(refusal.status).toBe(status);
  expect((await answered).json()).toMatchObject({ status: "COMPLETED" });
});

test("a cancel may fail at first, as the script says, and an unknown run is NOT_FOUND", async () => {
  const simulator = await useSimulator();
  const { run_id } = (await simulator.create("run-async", { ...LONG, cancel: { http_status: 500, times: 1 } })).json();

  const statuses = [(await cancel(simulator, run_id)).status, (await cancel(simulator, run_id)).status];

  expect(statuses).toEqual([500, 200]);
  expect((await cancel(simulator, "nobody")).status).toBe(404);
});

test("many runs are cancelled at once, each with its own answer", async () => {
  const simulator = await useSimulator();
  const running = (await simulator.create("run-async", LONG)).json()["run_id"];
  const finished = (await simulator.create("run", { duration_ms: 0 })).json()["run_id"];

  const body = { run_ids: [running, finished, "nobody"] };
  const answer = (await simulator.request("POST", "/v1/runs/batch/cancel", { body })).json();

  expect(answer).toMatchObject({
    results: [
      { run_id: running, status: "CANCELLED" },
      { run_id: finished, status: "COMPLETED", cancelled_at: null },
    ],
    not_found: ["nobody"],
  });
});
