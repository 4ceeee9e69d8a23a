import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { hostname } from "node:os";
import { resolve } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { migrate } from "../../packages/store/src/index.ts";
import { freePort } from "../../packages/testkit/src/index.ts";
import { startPostgres, type PostgresServer } from "../../packages/testkit/src/start-postgres.ts";
import { missingDataPrograms } from "./data-services.ts";
import { runCommand } from "./run-command.ts";

const FOLDER = resolve(import.meta.dirname, "..");

async function check(words: readonly string[], env: Record<string, string>) {
  const command = runCommand({ words: [process.execPath, ...words], cwd: FOLDER, env, user: null });
  return { code: await command.ended, output: command.output() };
}

describe("check-health.ts", () => {
  async function answerWith(status: number): Promise<string> {
    const server = createServer((_request, response) => response.writeHead(status).end());
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    onTestFinished(() => new Promise<void>((closed) => server.close(() => closed())));
    // A server that listens on a port has an address with one.
    return String((server.address() as AddressInfo).port);
  }

  test.each([
    [200, 0],
    [404, 1],
    [503, 1],
  ])("a part that answers %i makes it end with %i", async (status, code) => {
    const port = await answerWith(status);

    expect((await check(["check-health.ts", "PORT", "/health"], { PORT: port })).code).toBe(code);
  });

  test("a port where nobody listens is a failure that is named", async () => {
    const port = String(await freePort());

    const { code, output } = await check(["check-health.ts", "SIMULATOR_PORT", "/ready"], { SIMULATOR_PORT: port });

    expect(code).toBe(1);
    expect(output).toContain(`http://127.0.0.1:${port}/ready: `);
  });
});

describe("check-worker.ts", () => {
  const missing = missingDataPrograms();
  let server: PostgresServer | null = null;
  beforeAll(async () => {
    if (missing !== null) return;
    server = await startPostgres(process.env["PATH"] ?? "");
    await migrate({ database_url: server.url, data_dir: "" }, () => undefined);
  });
  afterAll(() => server?.stop());
  beforeEach((context) => {
    if (missing !== null) context.skip(missing);
  });
  const urlOf = () => server?.url ?? "";

  async function seeWorker(id: string, agoSeconds: number): Promise<void> {
    const client = new pg.Client({ connectionString: urlOf() });
    await client.connect();
    await client.query("DELETE FROM workers");
    await client.query("INSERT INTO workers (id, last_seen_at) VALUES ($1, now() - make_interval(secs => $2))", [
      id,
      agoSeconds,
    ]);
    await client.end();
  }

  test.each([
    ["a worker of this machine seen just now", `${hostname()}-1-a`, 0, 0],
    ["a worker of this machine not seen for long", `${hostname()}-1-a`, 300, 1],
    ["a worker of another machine", `another-${hostname()}-1-a`, 0, 1],
  ])("%s", async (_name, id, agoSeconds, code) => {
    await seeWorker(id, agoSeconds);

    expect((await check(["check-worker.ts"], { DATABASE_URL: urlOf() })).code).toBe(code);
  });

  test("a database that is not there makes the worker unwell", async () => {
    const { code, output } = await check(["check-worker.ts"], {
      DATABASE_URL: `postgresql://tfbench@127.0.0.1:${await freePort()}/tfbench`,
    });

    expect(code).toBe(1);
    expect(output).toContain("The worker is not well: ");
  });
});
