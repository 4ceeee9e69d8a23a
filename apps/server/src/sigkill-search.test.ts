import type { Batch, Sweep } from "@tfbench/contracts";
import { startSimulator, type Simulator } from "@tfbench/simulator";
import { placeTestDatabase, type TestDatabasePlace } from "@tfbench/testkit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setTimeout as wait } from "node:timers/promises";
import { startServerProcess, type ServerProcess } from "./fixtures/server-process.ts";

const SCRIPT = { ttft_ms: 60, gap_ms: 0, output_tokens: 1 };
const RUNS = 40;

let place: TestDatabasePlace;
let simulator: Simulator;
let server: ServerProcess;
beforeEach(async () => {
  place = await placeTestDatabase();
  simulator = await startSimulator();
  server = await start();
});
afterEach(async () => {
  await server.stop();
  await simulator.close();
  await place.remove();
});

const start = () => startServerProcess({ role: "all", database: place.config, simulatorPort: simulator.port });

async function begin(): Promise<Sweep> {
  const content = `Say hello. [[simulate ${JSON.stringify(SCRIPT)}]]`;
  const request = { model: "m", messages: [{ role: "user", content }] };
  const automation = await server.post<{ id: number }>("/api/v1/automations", {
    ...{ name: "Killed", provider: "openai", request },
  });
  const scenario = await server.post<{ id: number }>("/api/v1/scenarios", {
    ...{ name: "Killed", automation_id: automation.id },
  });
  return server.post<Sweep>("/api/v1/sweeps", {
    scenario_id: scenario.id,
    load: { kind: "closed", runs: RUNS, concurrency: 1, start_spread_ms: 0 },
    search: { low: 1, high: 2, loads_per_level: 4, confidence: 0.8, slos: ["success >= 0.8"] },
  });
}

async function until<T>(path: string, isReached: (row: T) => boolean): Promise<T> {
  for (;;) {
    const row = await server.get<T>(path);
    if (isReached(row)) return row;
    await wait(20);
  }
}

test("a search whose server is killed in the middle of a load throws that load away, goes on, and is decided", async () => {
  const { id, search: begun } = await begin();
  const first = begun?.open_batch_id ?? 0;
  await until<Batch>(`/api/v1/batches/${first}`, ({ counts }) => counts.completed >= 10);

  await server.kill();
  server = await start();

  const sweep = await until<Sweep>(`/api/v1/sweeps/${id}`, ({ search }) => search?.ended !== null);
  expect(sweep).toMatchObject({ status: "finished", search: { ended: "decided", open_batch_id: null } });
  const [lowest] = sweep.search?.tried ?? [];
  expect(lowest?.loads[0]).toMatchObject({ batch_id: first, is_invalid: true });
  expect(lowest?.loads.length).toBeGreaterThan(1);
  // What the thrown away load had measured by then is in no evidence.
  const valid = lowest?.loads.filter(({ is_invalid }) => !is_invalid) ?? [];
  expect(lowest?.evidence[0]?.n ?? 0).toBe(valid.length * RUNS);
  const loads = sweep.search?.tried.flatMap((tried) => tried.loads.map(({ batch_id }) => batch_id));
  expect(sweep.levels.map(({ batch }) => batch.id)).toEqual(loads);
}, 120_000);
