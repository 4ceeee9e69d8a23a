import type { BatchDetail, Sweep } from "@tfbench/contracts";
import { startSimulator, type Simulator } from "@tfbench/simulator";
import { placeTestDatabase, type TestDatabasePlace } from "@tfbench/testkit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setTimeout as wait } from "node:timers/promises";
import { startServerProcess, type ServerProcess } from "./fixtures/server-process.ts";

const SCRIPT = '[[simulate {"ttft_ms":50,"gap_ms":10,"output_tokens":10}]]';
const CONCURRENCY = 4;
const closed = (runs: number) => ({ kind: "closed", runs, concurrency: CONCURRENCY, start_spread_ms: 0 });

let place: TestDatabasePlace;
let simulator: Simulator;
let server: ServerProcess;
const start = async () => {
  server = await startServerProcess({ role: "all", database: place.config, simulatorPort: simulator.port });
};
/** As a power cut would. */
const cutPower = async () => {
  await server.kill();
  await start();
};
beforeEach(async () => {
  place = await placeTestDatabase();
  simulator = await startSimulator();
  await start();
});
afterEach(async () => {
  await server.stop();
  await simulator.close();
  await place.remove();
});

async function makeScenario(run_settings: object = {}): Promise<number> {
  const request = { model: "m", messages: [{ role: "user", content: `Hello ${SCRIPT}` }] };
  const named = { name: "Killed", provider: "openai", request };
  const { id: automation_id } = await server.post<{ id: number }>("/api/v1/automations", named);
  return (await server.post<{ id: number }>("/api/v1/scenarios", { name: "Killed", automation_id, run_settings })).id;
}

const trigger = async (scenario_id: number, load: object): Promise<number> =>
  (await server.post<{ id: number }>("/api/v1/batches", { scenario_id, load })).id;

const batchOf = (id: number) => server.get<BatchDetail>(`/api/v1/batches/${id}`);
async function waitFor(id: number, isReached: (batch: BatchDetail) => boolean): Promise<BatchDetail> {
  for (;;) {
    const batch = await batchOf(id);
    if (isReached(batch)) return batch;
    await wait(20);
  }
}
const isFinal = ({ status }: BatchDetail) => status !== "queued" && status !== "running";
const completedOf = ({ counts }: BatchDetail) => counts.completed ?? 0;
const hasCompleted = (most: number) => (batch: BatchDetail) => completedOf(batch) >= most;

test("closed loads and sweeps go on after the server was killed, and what was measured is kept", async () => {
  const scenario = await makeScenario();
  const load = await trigger(scenario, closed(40));
  const sweep = await server.post<Sweep>("/api/v1/sweeps", {
    scenario_id: scenario,
    load: closed(12),
    levels: [2, 4],
  });
  const measured = completedOf(await waitFor(load, hasCompleted(8)));

  await cutPower();
  const batch = await waitFor(load, isFinal);
  const [first, second] = sweep.levels.map(({ batch: { id } }) => id);
  await waitFor(first ?? 0, hasCompleted(3));
  await cutPower();
  const levels = [await waitFor(first ?? 0, isFinal), await waitFor(second ?? 0, isFinal)];

  expect(batch).toMatchObject({ status: "finished", load_report: { successes: completedOf(batch) } });
  expect(completedOf(batch)).toBeGreaterThanOrEqual(measured);
  expect(completedOf(batch) + (batch.counts.aborted ?? 0)).toBe(40);
  expect(batch.counts.aborted).toBeLessThanOrEqual(CONCURRENCY);
  expect(levels.map(({ status }) => status)).toEqual(["finished", "finished"]);
  expect(completedOf(levels[1] ?? batch)).toBe(12);
}, 300_000);

test("open loads and chats end with the reason after the server was killed, and what was measured is kept", async () => {
  const open = await trigger(await makeScenario(), { kind: "constant", rate_per_second: 20, runs: 2_000 });
  const chats = await trigger(
    await makeScenario({
      prompts: { synthetic: { input_tokens: 20 } },
      chats: { turns: 3, think_ms: { from: 10, to: 20 } },
    }),
    closed(200),
  );

  const measured: number[] = [];
  for (const id of [open, chats]) {
    measured.push(completedOf(await waitFor(id, hasCompleted(6))));
    await cutPower();
  }

  for (const [index, id] of [open, chats].entries()) {
    const batch = await waitFor(id, isFinal);
    expect(batch).toMatchObject({ status: "failed", reason_code: "worker_lost", validity_verdict: "invalid" });
    expect(batch.error).toContain("is not taken up again: trigger it anew.");
    expect(completedOf(batch)).toBeGreaterThanOrEqual(measured[index] ?? Infinity);
    expect(batch.load_report?.successes).toBe(completedOf(batch));
    expect(batch.counts).toMatchObject({ queued: 0, running: 0 });
  }
}, 300_000);
