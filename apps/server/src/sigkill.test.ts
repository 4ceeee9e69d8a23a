import type { Batch, Scenario } from "@tfbench/contracts";
import { startSimulator, type Simulator } from "@tfbench/simulator";
import { placeTestDatabase, testServerUrl, type TestDatabasePlace } from "@tfbench/testkit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setTimeout as wait } from "node:timers/promises";
import { startServerProcess, type ServerProcess } from "./fixtures/server-process.ts";

const GOAL = 'Read [[simulate {"duration_ms":150,"steps":2,"outcome":"completed"}]]';
const RUNS = 80;
const CONCURRENCY = 8;

let place: TestDatabasePlace;
let simulator: Simulator;
let processes: ServerProcess[] = [];
beforeEach(async () => {
  place = await placeTestDatabase();
  simulator = await startSimulator();
});
afterEach(async () => {
  for (const server of processes.splice(0)) await server.stop();
  await simulator.close();
  await place.remove();
});

async function start(role: "all" | "api" | "worker"): Promise<ServerProcess> {
  const server = await startServerProcess({ role, database: place.config, simulatorPort: simulator.port });
  processes.push(server);
  return server;
}

async function kill(server: ServerProcess): Promise<void> {
  processes = processes.filter((one) => one !== server);
  await server.kill();
}

async function trigger(server: ServerProcess): Promise<number> {
  const automation = await server.post<{ id: number }>("/api/v1/automations", {
    name: "Killed",
    request: { url: "https://shop.example.test", goal: GOAL },
  });
  const settings = { concurrency: CONCURRENCY, start_spread_ms: 0 };
  const scenario = await server.post<Scenario>("/api/v1/scenarios", {
    name: "Killed",
    automation_id: automation.id,
    run_settings: settings,
  });
  return (await server.post<Batch>("/api/v1/batches", { scenario_id: scenario.id, count: RUNS })).id;
}

async function waitFor(server: ServerProcess, batchId: number, isReached: (batch: Batch) => boolean): Promise<Batch> {
  for (;;) {
    const batch = await server.get<Batch>(`/api/v1/batches/${batchId}`);
    if (isReached(batch)) return batch;
    await wait(20);
  }
}
const isFinal = ({ status }: Batch) => status !== "queued" && status !== "running";

function expectNothingLost(batch: Batch, kills: number): void {
  const { completed, aborted } = batch.counts;
  expect(batch.status).toBe("finished");
  expect(completed + aborted).toBe(RUNS);
  expect(aborted).toBeLessThanOrEqual(kills * CONCURRENCY);
  // A run whose start was not yet written when the power went is started again; everything else is created once.
  const created = simulator.creationsOf(GOAL);
  expect(created).toBeGreaterThanOrEqual(RUNS - aborted);
  expect(created).toBeLessThanOrEqual(RUNS + kills * CONCURRENCY);
}

if (testServerUrl === null)
  test("the all-in-one server, killed twice with its embedded database, ends every run of the batch exactly once", async () => {
    let server = await start("all");
    const batchId = await trigger(server);

    for (const done of [10, 40]) {
      await waitFor(server, batchId, ({ counts }) => counts.completed >= done);
      await kill(server);
      server = await start("all");
    }

    const batch = await waitFor(server, batchId, isFinal);
    expectNothingLost(batch, 2);
    const runs = await server.get<{ data: { id: number; status: string; reason_code: string | null }[] }>(
      `/api/v1/runs?batch_id=${batchId}&limit=200`,
    );
    expect(new Set(runs.data.map(({ id }) => id)).size).toBe(RUNS);
    expect(
      runs.data.filter(({ status }) => status === "aborted").every(({ reason_code }) => reason_code === "worker_lost"),
    ).toBe(true);
    const kpis = await server.get<{ current: { finished: number } }>(
      "/api/v1/dashboard/kpis?period=24h&origin=simulated",
    );
    expect(kpis.current.finished).toBe(RUNS);
  }, 120_000);

if (testServerUrl !== null)
  test("a killed worker's batch goes on under another worker, while the API stays up (PostgreSQL)", async () => {
    const api = await start("api");
    const worker = await start("worker");
    const batchId = await trigger(api);
    await waitFor(api, batchId, ({ counts }) => counts.completed >= 10);

    await kill(worker);
    await start("worker");

    expectNothingLost(await waitFor(api, batchId, isFinal), 1);
  }, 120_000);

if (testServerUrl !== null)
  test("events and cancels cross between an API process and a worker process (PostgreSQL)", async () => {
    const api = await start("api");
    await start("worker");
    const automation = await api.post<{ id: number }>("/api/v1/automations", {
      name: "Long",
      request: {
        url: "https://shop.example.test",
        goal: 'Read [[simulate {"duration_ms":60000,"steps":100,"outcome":"completed"}]]',
      },
    });
    const scenario = await api.post<Scenario>("/api/v1/scenarios", { name: "Long", automation_id: automation.id });
    const run = await api.post<{ id: number }>("/api/v1/runs/trigger", { scenario_id: scenario.id });
    const reader = (await fetch(`${api.url}/api/v1/runs/${run.id}/stream`)).body
      ?.pipeThrough(new TextDecoderStream())
      .getReader();
    let text = "";
    const readUntil = async (wanted: string) => {
      while (!text.includes(wanted)) {
        const part = await reader?.read();
        if (part === undefined || part.done) throw new Error(`The stream ended before ${wanted}: ${text.slice(-500)}`);
        text += part.value;
      }
    };

    await readUntil("PROGRESS");
    await api.post(`/api/v1/runs/${run.id}/cancel`, {});
    await readUntil('"status":"cancelled"');

    const ended = await api.get<{ status: string; cancelled_by: string; provider_run: { status: string } }>(
      `/api/v1/runs/${run.id}`,
    );
    expect(ended).toMatchObject({ status: "cancelled", cancelled_by: "user", provider_run: { status: "CANCELLED" } });
  }, 120_000);
