import type { System } from "@tfbench/contracts";
import { health, system } from "@tfbench/store";
import type { Context } from "../context.ts";
import type { ServerFacts } from "../health/get-health.ts";
import { checkSystem } from "./check-system.ts";

/** What the process that answers knows of itself; settings without their secrets. */
export type SystemFacts = ServerFacts & { settings: readonly { name: string; value: string }[] };

const ALIVE_WITHIN_MS = 60_000;
/** How many runs one partition of events holds, as migration 0001 cuts them. */
const RUNS_PER_PARTITION = 100_000;

export async function getSystem(ctx: Context, facts: SystemFacts): Promise<System> {
  const { db, project_id, settings } = ctx;
  const now = settings.now();
  const database = { kind: db.kind, ...(await system.database(db)), tables: await system.tables(db) };
  const storage = await system.eventStorage(db);
  const depth = await health.queueDepth(db, project_id);
  const workers = (await system.workers(db)).map((worker) => ({
    ...worker,
    is_alive: now.getTime() - Date.parse(worker.last_seen_at) <= ALIVE_WITHIN_MS,
  }));
  const found: Omit<System, "checks"> = {
    version: facts.version,
    started_at: facts.started_at,
    now: now.toISOString(),
    mock_mode: settings.mock_mode,
    database,
    queue: {
      queued_batches: await health.queuedBatches(db, project_id),
      queued_runs: depth.queued,
      running_runs: depth.running,
      oldest_queued_at: depth.oldest_queued_at,
    },
    workers,
    live_fan_out: { kind: db.live.kind, connected: db.live.isConnected },
    event_storage: {
      partitions: storage.partitions,
      room_for_runs: Math.max(0, storage.partitions * RUNS_PER_PARTITION - storage.newest_run),
      size_bytes: storage.size_bytes,
    },
    settings: [...facts.settings],
  };
  return { ...found, checks: checkSystem(found) };
}
