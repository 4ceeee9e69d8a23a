import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { findProgram, postgresFolders } from "../../scripts/test/find-program.ts";
import { startPostgres } from "../../packages/testkit/src/start-postgres.ts";
import type { Network } from "./network.ts";
import type { RunningService, ServiceOrder } from "./start-services.ts";

const SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin";
const NOBODY_NEEDED = { cwd: "/", user: null, needs: {} } as const;

/** Programs of this machine that stand in for the images of PostgreSQL and Redis; a sentence when one is missing. */
export function missingDataPrograms(): string | null {
  const isMissing = (name: string) => findProgram([name], SYSTEM_PATH, postgresFolders()) === null;
  const missing = ["initdb", "pg_isready", "redis-server", "redis-cli"].filter(isMissing);
  return missing.length === 0
    ? null
    : `not on this machine: ${missing.join(", ")}; install postgresql and redis-server`;
}

/** A PostgreSQL that has the database the service would have made at its first start. */
export async function startDatabase(
  network: Network,
  order: { name: string; database: string; healthcheck: readonly string[] | null },
): Promise<RunningService> {
  const server = await startPostgres(SYSTEM_PATH);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(`CREATE DATABASE "${order.database}"`);
  await client.end();
  const { port } = new URL(server.url);
  network.place(order.name, 5432, Number(port));
  const path = [SYSTEM_PATH, ...postgresFolders()].join(":");
  return {
    order: {
      ...NOBODY_NEEDED,
      name: order.name,
      words: [],
      healthcheck: order.healthcheck,
      env: { PATH: path, PGPORT: port },
    },
    process: {
      exitCode: null,
      output: () => "",
      ended: Promise.withResolvers<null>().promise,
      async stop() {
        await server.stop();
        return 0;
      },
    },
  };
}

/** Redis as the service would start it, at a port of this machine. */
export async function planRedis(
  network: Network,
  order: { name: string; words: readonly string[]; healthcheck: readonly string[] | null; env: Record<string, string> },
): Promise<ServiceOrder & { remove(): void }> {
  const port = String(await network.portOf(order.name, 6379));
  const folder = mkdtempSync(join(tmpdir(), "tfbench-redis-"));
  const [client = "", ...rest] = order.healthcheck ?? [];
  return {
    ...NOBODY_NEEDED,
    name: order.name,
    words: [...order.words, "--port", port, "--bind", "127.0.0.1", "--dir", folder],
    healthcheck: order.healthcheck === null ? null : [client, "-p", port, ...rest],
    env: { PATH: SYSTEM_PATH, ...order.env },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
