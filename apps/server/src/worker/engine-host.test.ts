import { pathToFileURL } from "node:url";
import { writeFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BatchPlan, EngineRecord, JsonObject } from "@tfbench/contracts";
import type { ExecutionOrder } from "@tfbench/engine";
import { startSimulator, type Simulator } from "@tfbench/simulator";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { OrderFault } from "./engine-message.ts";
import { openEngineThread, type EngineHost, type EngineHostOptions } from "./engine-host.ts";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

function openHost(options: EngineHostOptions = {}): EngineHost {
  const host = openEngineThread(options);
  onTestFinished(() => host.close());
  return host;
}

function orderOf(script: JsonObject, { runs = 1, concurrency = 1, credential = "simulator-key" } = {}): ExecutionOrder {
  const plan: BatchPlan = {
    provider: "tinyfish",
    origin: "simulated",
    scenario: { id: 1, name: "scenario" },
    automation: { id: 1, name: "automation" },
    target: {
      id: 1,
      name: "simulator",
      base_url: simulator.url,
      credential: null,
      limits: { max_in_flight: null },
      prices: { usd_per_step: 0.016, bills: "all", version: 1, effective_at: "2026-01-01T00:00:00.000Z" },
    },
    request: { url: "https://shop.example.test", goal: `Read [[simulate ${JSON.stringify(script)}]]` },
    inputs: {},
    timeouts: { connect_ms: 5_000, headers_ms: 5_000, first_event_ms: 5_000, idle_ms: 10_000, total_ms: 20_000 },
    settings: {
      transport: "sse",
      poll_interval_ms: 1_000,
      concurrency,
      start_spread_ms: 0,
      timeouts: {},
      guards: "on",
      allow_empty: false,
    },
    load: { kind: "closed", runs, concurrency, start_spread_ms: 0 },
  };
  return {
    batch_id: 1,
    plan,
    runs: Array.from({ length: runs }, (_, index) => ({ run_id: index + 1, index })),
    credential,
    slots: concurrency,
  };
}

/** Executes and collects, and tells when the first record of a kind has come for a run. */
function execute(host: EngineHost, order: ExecutionOrder) {
  const records: EngineRecord[] = [];
  const identified = Promise.withResolvers<void>();
  const execution = host.execute(order, (batch) => {
    records.push(...batch);
    if (batch.some((record) => record.kind === "identified")) identified.resolve();
  });
  const results = () =>
    new Map(records.flatMap((record) => (record.kind === "finished" ? [[record.run_id, record.result] as const] : [])));
  return { execution, records, results, identified: identified.promise };
}

test("a batch runs in the thread; every record arrives before the end, judged by the guards", async () => {
  const { execution, records, results } = execute(
    openHost(),
    orderOf({ outcome: "goal_missed", duration_ms: 30, steps: 4 }, { runs: 6, concurrency: 3 }),
  );

  const end = await execution.done;

  expect(end).toMatchObject({ ended: "all_finished", reason_code: null, error: null });
  expect([...results().values()].map(({ status, goal }) => [status, goal])).toEqual(
    Array.from({ length: 6 }, () => ["completed", "failed"]),
  );
  expect(results().get(1)?.gap_sketch).toBeInstanceOf(Uint8Array);
  expect(records.filter((record) => record.kind === "finished")).toHaveLength(6);
});

test("two batches execute side by side without mixing their records", async () => {
  const host = openHost();
  const one = execute(host, orderOf({ duration_ms: 30, steps: 2 }, { runs: 4, concurrency: 2 }));
  const two = execute(host, orderOf({ duration_ms: 30, steps: 5 }, { runs: 4, concurrency: 2 }));

  await Promise.all([one.execution.done, two.execution.done]);

  expect([...one.results().values()].map(({ steps }) => steps)).toEqual([2, 2, 2, 2]);
  expect([...two.results().values()].map(({ steps }) => steps)).toEqual([5, 5, 5, 5]);
});

test("a cancelled run ends, is cancelled at the provider, and the rest goes on", async () => {
  const { execution, results, identified } = execute(
    openHost(),
    orderOf({ outcome: "stall", duration_ms: 40, run_limit_ms: 1_000 }, { runs: 2 }),
  );
  await identified;

  execution.cancelRun(1);
  const end = await execution.done;

  expect(end.ended).toBe("all_finished");
  expect(results().get(1)).toMatchObject({
    status: "cancelled",
    cancelled_by: "user",
    provider_run: expect.objectContaining({ status: "CANCELLED" }),
  });
  expect(results().get(2)).toMatchObject({ status: "timeout", phase: "provider" });
});

test("cancelling everything ends the batch as cancelled", async () => {
  const { execution, results, identified } = execute(
    openHost(),
    orderOf({ outcome: "stall", duration_ms: 40 }, { runs: 5, concurrency: 2 }),
  );
  await identified;

  execution.cancelAll();
  const end = await execution.done;

  expect(end).toMatchObject({ ended: "cancelled", reason_code: "cancelled_by_user" });
  expect([...results().values()].map(({ status }) => status)).toEqual(Array(5).fill("cancelled"));
});

test("closing lets go of the batch: what was in flight is aborted, what waited stays queued", async () => {
  const host = openHost();
  const { execution, results, identified } = execute(host, orderOf({ outcome: "stall", duration_ms: 40 }, { runs: 5 }));
  await identified;

  await host.close();

  expect(await execution.done).toMatchObject({ ended: "stopped", reason_code: "worker_stopped" });
  expect([...results()].map(([runId, { status, reason_code, fault }]) => [runId, status, reason_code, fault])).toEqual([
    [1, "aborted", "worker_stopped", "us"],
  ]);
});

test("a plan that cannot be put into requests fails with a sentence, before anything is sent", async () => {
  const { execution, records } = execute(openHost(), orderOf({}, { credential: "two\nlines" }));

  expect(await execution.done).toMatchObject({
    ended: "failed",
    reason_code: "invalid_plan",
    error: expect.stringContaining("no HTTP header can carry"),
  });
  expect(records).toEqual([]);
});

/** An engine whose thread dies when it has begun its first run. */
async function dyingEntry(): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), "tfbench-engine-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "dying-thread.mjs");
  await writeFile(
    path,
    `import { parentPort } from "node:worker_threads";
     parentPort.on("message", ({ type, order }) => {
       if (type === "taken") throw new Error("out of luck");
       const at = new Date(0).toISOString();
       const records = [{ kind: "started", run_id: 1, due_at: at, started_at: at }, { kind: "identified", run_id: 1, tinyfish_run_id: "tf-1" }];
       parentPort.postMessage({ type: "records", order, records, weightBytes: 1 });
     });`,
  );
  return pathToFileURL(path);
}

test("a thread that dies fails its batch and ends what it had begun, instead of hanging; the next order gets a new one", async () => {
  const faults: OrderFault[] = [];
  const host = openHost({ entry: await dyingEntry(), onFault: (fault) => faults.push(fault) });

  for (const _ of [1, 2]) {
    const { execution, results } = execute(host, orderOf({}, { runs: 3 }));

    expect(await execution.done).toMatchObject({ ended: "failed", reason_code: "engine_lost" });
    expect(
      [...results()].map(([runId, { status, fault, tinyfish_run_id }]) => [runId, status, fault, tinyfish_run_id]),
    ).toEqual([[1, "aborted", "us", "tf-1"]]);
  }
  expect(faults.map(({ reason_code, detail }) => [reason_code, detail.includes("out of luck")])).toEqual([
    ["engine_lost", true],
    ["engine_lost", true],
  ]);
});

test("records that cannot be kept break the batch off", async () => {
  const faults: OrderFault[] = [];
  const host = openHost({ onFault: (fault) => faults.push(fault) });

  const execution = host.execute(orderOf({ outcome: "stall", duration_ms: 40 }, { runs: 3 }), () => {
    throw new Error("disk full");
  });

  expect(await execution.done).toMatchObject({ ended: "failed", reason_code: "buffer_full" });
  expect(faults[0]?.detail).toContain("disk full");
});

test("a run left behind by a dead worker is cancelled there and its steps are paid for", async () => {
  const host = openHost();
  const order = orderOf({ outcome: "stall", duration_ms: 40, steps: 2, run_limit_ms: 60_000 });
  const left = execute(openHost(), order);
  await left.identified;
  const named = left.records.find((record) => record.kind === "identified");
  const provider_run_id = named?.kind === "identified" ? named.tinyfish_run_id : "";

  const settled = await host.settleRun({ plan: order.plan, credential: "simulator-key", provider_run_id });

  expect(settled).toMatchObject({
    provider_run: { status: "CANCELLED" },
    price_version: 1,
    sentence: expect.stringContaining("CANCELLED"),
  });
  expect(settled.cost_usd).toBeCloseTo(Number(settled.steps) * 0.016, 9);
});
