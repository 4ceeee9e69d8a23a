import { randomBytes } from "node:crypto";
import pg from "pg";

export type BenchDatabase = { url: string; drop(): Promise<void> };

/** Creates an empty database on the server behind the address; `drop` removes it, with whatever is still connected. */
export async function createBenchDatabase(serverUrl: string): Promise<BenchDatabase> {
  const name = `tfbench_bench_${randomBytes(6).toString("hex")}`;
  await runOn(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runOn(serverUrl, `drop database ${name} with (force)`) };
}

async function runOn(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
