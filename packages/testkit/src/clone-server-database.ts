import { migrate, schemaFingerprint } from "@tfbench/store";
import pg from "pg";
import type { TestDatabasePlace } from "./test-database.ts";

const TEMPLATE_LOCK = 7_261_900;

/** A new database on a PostgreSQL server, cloned from a template that is migrated once per schema. */
export async function cloneServerDatabase(serverUrl: string): Promise<TestDatabasePlace> {
  const template = `tfbench_template_${schemaFingerprint()}`;
  const name = `tfbench_test_${crypto.randomUUID().replaceAll("-", "")}`;
  await administer(serverUrl, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [TEMPLATE_LOCK]);
    await createTemplate(client, serverUrl, template);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    config: { database_url: databaseUrl(serverUrl, name), data_dir: "" },
    remove: () =>
      administer(serverUrl, async (client) => void (await client.query(`DROP DATABASE ${name} WITH (FORCE)`))),
  };
}

/** Under another name until it is migrated, so that an interrupted one is never cloned. */
async function createTemplate(client: pg.Client, serverUrl: string, template: string): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [template]);
  if (rowCount !== 0) return;
  const unfinished = `${template}_unfinished`;
  await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${unfinished}`);
  await migrate({ database_url: databaseUrl(serverUrl, unfinished), data_dir: "" }, () => undefined);
  await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
}

async function administer(serverUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
