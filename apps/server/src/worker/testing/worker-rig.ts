import { randomUUID } from "node:crypto";
import type { Context } from "@tfbench/services";
import { openQueue, type Database, type Queue } from "@tfbench/store";
import { startSimulator, type Simulator } from "@tfbench/simulator";
import { makeAutomation, makeScenario, makeTarget, testDatabase } from "@tfbench/testkit";
import { pino } from "pino";
import { createBatch } from "@tfbench/services";
import { openEngineThread } from "../engine-host.ts";
import { startWorker, type Worker } from "../start-worker.ts";

export const SIMULATOR_KEY = "simulator-key";

/** A database, a queue and a simulator, and workers on them. */
export type WorkerRig = {
  db: Database;
  ctx: Context;
  simulator: Simulator;
  startWorker(): Promise<Worker>;
  /** A scenario whose goal carries this simulator script; returns its id. */
  makeScenario(script: Record<string, unknown>, options?: { concurrency?: number; max_in_flight?: number; credential?: string }): Promise<number>;
  /** Triggers a batch of `count` runs; returns its id. */
  trigger(scenario_id: number, count: number): Promise<number>;
  /** Resolves with the batch's status once it is final. */
  finalStatus(batch_id: number): Promise<string>;
  statuses(batch_id: number): Promise<Record<string, number>>;
  /** Runs the simulator was asked to create for this scenario. */
  creations(scenario_id: number): number;
  /** Resolves once `query` returns a row. */
  until(query: string, values?: unknown[]): Promise<void>;
  close(): Promise<void>;
};

export async function openWorkerRig(): Promise<WorkerRig> {
  const db = await testDatabase();
  const simulator = await startSimulator();
  const queue = await openQueue(db, { onError: (cause) => { throw cause; } });
  const ctx: Context = { db, queue, project_id: 1, actor: "test", request_id: null, settings: { mock_mode: true, simulator_url: simulator.url, now: () => new Date() } };
  const ends: (() => Promise<void>)[] = [];
  const goals = new Map<number, string>();
  const until = async (query: string, values: unknown[] = []) => {
    while ((await db.query(query, values)).length === 0) await nextChange(db);
  };
  return {
    db,
    ctx,
    simulator,
    startWorker: () => startRigWorker(ctx, db, ends),
    async makeScenario(script, { concurrency = 1, max_in_flight, credential = "env:SIMULATOR_KEY" } = {}) {
      const target = await makeTarget(db, { base_url: simulator.url, credential, limits: { max_in_flight: max_in_flight ?? null } });
      const goal = `Read ${randomUUID()} [[simulate ${JSON.stringify(script)}]]`;
      const automation = await makeAutomation(db, { request: { url: "https://shop.example.test", goal } });
      const scenario = await makeScenario(db, { automation_id: automation.id, target_id: target.id, run_settings: { concurrency, start_spread_ms: 0 } });
      goals.set(scenario.id, goal);
      return scenario.id;
    },
    creations: (scenario_id) => simulator.creationsOf(goals.get(scenario_id) ?? ""),
    async trigger(scenario_id, count) {
      const { batch } = await createBatch(ctx, { scenario_id, count, inputs: {}, labels: {}, confirm: false, confirm_above_usd: 1 });
      return batch.id;
    },
    async finalStatus(batch_id) {
      await until("SELECT 1 FROM batches WHERE id = $1 AND finished_at IS NOT NULL", [batch_id]);
      const [row] = await db.query<{ status: string }>("SELECT status FROM batches WHERE id = $1", [batch_id]);
      return row?.status ?? "missing";
    },
    async statuses(batch_id) {
      const rows = await db.query<{ status: string; n: number }>("SELECT status, count(*)::int AS n FROM runs WHERE batch_id = $1 GROUP BY status", [batch_id]);
      return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
    },
    until,
    async close() {
      for (const end of ends.splice(0)) await end();
      await queue.stop();
      await simulator.close();
      await db.close();
    },
  };
}

/** The next notice; or a moment later, since not everything that is waited for is announced. */
function nextChange(db: Database): Promise<void> {
  return new Promise((next) => {
    const timer = setTimeout(end, 50);
    const unsubscribe = db.live.subscribe(end);
    function end() {
      clearTimeout(timer);
      unsubscribe();
      next();
    }
  });
}

/** Each worker has a queue of its own, as each process has. */
async function startRigWorker(ctx: Context, db: Database, ends: (() => Promise<void>)[]): Promise<Worker> {
  const queue: Queue = await openQueue(db, { onError: (cause) => { throw cause; } });
  const engine = openEngineThread();
  const readCredential = (name: string) => (name === "SIMULATOR_KEY" ? SIMULATOR_KEY : null);
  const worker = await startWorker({ ctx, queue, engine, log: pino({ level: "error" }), maxBatches: 64, readCredential });
  let stopped: Promise<void> | null = null;
  const stop = () => (stopped ??= worker.stop().then(async () => {
    await engine.close();
    await queue.stop();
  }));
  ends.push(stop);
  return { id: worker.id, stop };
}
