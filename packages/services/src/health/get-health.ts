import type { Health } from "@tfbench/contracts";
import type { Database } from "@tfbench/store";
import type { Context } from "../context.ts";
import { HealthProbe } from "./health-probe.ts";

/** What the process that answers knows of itself. */
export type ServerFacts = { version: string; started_at: string };

/** How long a database that is busy is waited for; then the last reading is given. */
const PATIENCE_MS = 250;
/** The same while there is no last reading: a process that has just started. */
const FIRST_PATIENCE_MS = 5_000;
/** Runs that wait longer than this while no worker is alive are waiting for nothing. */
const WAITING_TOO_LONG_MS = 60_000;

const probes = new WeakMap<Database, Map<number, HealthProbe>>();

/**
 * How the system is. Answers within a quarter of a second whatever the database is doing: when it is busy for longer,
 * workers and queue are those of the last reading and `latency_ms` is null; `reachable` is false only when there has
 * never been a reading or the last question failed. The first answer of a process may take five seconds.
 */
export async function getHealth(ctx: Context, { version, started_at }: ServerFacts): Promise<Health> {
  const now = ctx.settings.now();
  const { answered, reading, isFailing } = await probeOf(ctx).ask({
    now,
    patience_ms: PATIENCE_MS,
    first_patience_ms: FIRST_PATIENCE_MS,
  });
  const reachable = reading !== null && !isFailing;
  const workers = reading?.workers ?? [];
  const queue = reading?.queue ?? { queued_batches: 0, queued_runs: 0, running_runs: 0, oldest_queued_at: null };
  const isServed = workers.length > 0 || !isWaitingTooLong(queue.oldest_queued_at, now);
  const live = { kind: ctx.db.live.kind, connected: ctx.db.live.isConnected };
  return {
    status: reachable && live.connected && isServed ? "healthy" : "degraded",
    mock_mode: ctx.settings.mock_mode,
    version,
    database: { kind: ctx.db.kind, reachable, latency_ms: answered && reading !== null ? reading.latency_ms : null },
    live,
    workers,
    queue,
    started_at,
  };
}

const isWaitingTooLong = (oldest_queued_at: string | null, now: Date): boolean =>
  oldest_queued_at !== null && now.getTime() - Date.parse(oldest_queued_at) > WAITING_TOO_LONG_MS;

function probeOf({ db, project_id }: Context): HealthProbe {
  const ofDatabase = probes.get(db) ?? new Map<number, HealthProbe>();
  probes.set(db, ofDatabase);
  const probe = ofDatabase.get(project_id) ?? new HealthProbe(db, project_id);
  ofDatabase.set(project_id, probe);
  return probe;
}
