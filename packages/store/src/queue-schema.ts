import type { JobName } from "@tfbench/contracts";
import { createHash } from "node:crypto";
import { PgBoss, getConstructionPlans } from "pg-boss";
import type { ConstructorOptions, Db, QueueOptions } from "pg-boss";
import pg from "pg";

/** pg-boss keeps its tables in a schema of their own. */
export const QUEUE_SCHEMA = "pgboss";

/** Jobs carry an id and are done once a batch is claimed, so they live shortly and are never tried again: the sweeper sends a new one. */
const QUEUES: Record<JobName, QueueOptions> = {
  "batch.execute": { retryLimit: 0, expireInSeconds: 300, retentionSeconds: 24 * 3600, deleteAfterSeconds: 600 },
};
export const JOB_NAMES = Object.keys(QUEUES) as JobName[];

/** Changes whenever the queue's own tables or settings do. */
export const QUEUE_FINGERPRINT = createHash("sha256")
  .update(getConstructionPlans(QUEUE_SCHEMA))
  .update(JSON.stringify(QUEUES))
  .digest("hex");

/** What every pg-boss instance of ours has in common: our connection, none of its schedules. */
export function queueOptions(client: Pick<pg.Pool, "query">, kind: "pglite" | "postgresql"): ConstructorOptions {
  return {
    db: queueConnection(client),
    backend: kind === "pglite" ? "pglite" : "postgres",
    schema: QUEUE_SCHEMA,
    schedule: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
  };
}

/** pg-boss reads its own columns, so it gets node-postgres's own parsers. */
export function queueConnection(client: Pick<pg.Pool, "query">): Db {
  return {
    executeSql: (text, values) => client.query({ text, types: pg.types, ...(values === undefined ? {} : { values }) }),
  };
}

/** Creates or updates the queue's tables and queues. Safe to repeat. */
export async function installQueue(client: Pick<pg.Pool, "query">, kind: "pglite" | "postgresql"): Promise<void> {
  const boss = new PgBoss({ ...queueOptions(client, kind), supervise: false, migrate: true, createSchema: true });
  const failed = new Promise<never>((_, reject) => boss.on("error", reject));
  const install = async () => {
    await boss.start();
    for (const name of JOB_NAMES) {
      if ((await boss.getQueue(name)) === null) await boss.createQueue(name, QUEUES[name]);
      else await boss.updateQueue(name, QUEUES[name]);
    }
  };
  try {
    await Promise.race([install(), failed]);
  } finally {
    await boss.stop({ close: false, graceful: false });
  }
}
