import type pg from "pg";
import type { DatabaseConfig } from "./database-config.ts";
import { createLocalLiveBus } from "./live-bus.ts";
import type { LiveBus } from "./live-bus.ts";
import { openPostgresqlLiveBus } from "./live-bus-postgresql.ts";
import { openRedisLiveBus } from "./live-bus-redis.ts";
import { postgresqlOptions, unreachablePostgresql } from "./postgresql-server.ts";

/** The bus that the configuration asks for, over a migrated database. */
export async function openLiveBus({ database_url, redis_url }: DatabaseConfig, pool: pg.Pool): Promise<LiveBus> {
  if (redis_url) return openRedisLiveBus(redis_url, await channelOf(pool));
  if (database_url === null) return createLocalLiveBus();
  try {
    return await openPostgresqlLiveBus(postgresqlOptions(database_url));
  } catch (cause) {
    throw unreachablePostgresql(database_url, cause);
  }
}

/**
 * A channel of this database alone: ids of another instance on the same Redis would cancel the wrong runs. Whatever
 * name a process reaches the server by, it finds the same.
 */
async function channelOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ key: string }>(
    "SELECT md5(concat(current_database(), ' ', extract(epoch FROM min(created_at)))) AS key FROM projects",
  );
  return `tfbench:${rows[0]?.key}`;
}
