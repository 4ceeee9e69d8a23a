import { getRequestListener } from "@hono/node-server";
import { ensureBuiltinTargets } from "@tfbench/services";
import { openQueue } from "@tfbench/store";
import { ensureVenv, makeAutomation, makeBatch, makeScenario, testDatabase, testServerUrl } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createApi } from "./app.ts";
import type { Log } from "./api-deps.ts";
import { NO_PROVIDERS } from "./test-api.ts";

const FOLDER = join(import.meta.dirname, "schemathesis");
const CONFIG = join(FOLDER, "schemathesis.toml");
const TOOL = {
  name: "schemathesis",
  requirements: readFileSync(join(FOLDER, "requirements.txt"), "utf8"),
  python: "3.10",
} as const;
const TOKEN = "schemathesis-access-token";
const SIMULATOR_URL = "http://127.0.0.1:8010";
/** With a first installation; the checks themselves take about two minutes on two cores. */
const TEST_TIMEOUT_MS = 900_000;
/** Requests have one schema whatever the database is: the whole search is made on PostgreSQL, a short one on PGlite. */
const EXAMPLES = testServerUrl === null ? ["--max-examples", "20"] : [];
const ENDED_RUN = { status: "finished", finished_at: "2026-01-01T00:00:00.000Z", run_status: "completed" } as const;

/** Rows behind the first ids, so that the checks meet more than 404: an ended run with events, a queued and a running one. */
async function fill(db: TestDatabase): Promise<void> {
  const automation = await makeAutomation(db, {
    request: { url: "https://example.com/{{page}}", goal: "Read the title" },
    default_inputs: { page: "a" },
  });
  const scenario = await makeScenario(db, { automation_id: automation.id });
  const ended = await makeBatch(db, { scenario, ...ENDED_RUN });
  for (let seq = 0; seq < 3; seq += 1)
    await db.query("INSERT INTO run_events VALUES ($1, $2::int, $2::int, 'PROGRESS', 2, '{}')", [
      ended.run_ids[0],
      seq,
    ]);
  await makeBatch(db, { scenario, runs: 2 });
  await makeBatch(db, {
    scenario,
    status: "running",
    worker_id: "w",
    lease_until: "2100-01-01T00:00:00.000Z",
    run_status: "running",
  });
}

/** The API, really listening; everything is closed when the test ends. */
async function listen(log: Log): Promise<string> {
  const db = await testDatabase();
  const queue = await openQueue(db, { onError: (err) => log.error({ err }, "the queue reported an error") });
  const settings = { mock_mode: true, simulator_url: SIMULATOR_URL, now: () => new Date() };
  const shutdown = new AbortController();
  // Whatever addresses it makes up, nothing is sent to them.
  const providers = NO_PROVIDERS;
  const ctx = { db, queue, project_id: 1, actor: "test", request_id: null, settings, providers };
  await ensureBuiltinTargets(ctx, {
    simulator_url: SIMULATOR_URL,
    tinyfish_base_url: "https://agent.tinyfish.ai",
    mock_mode: true,
  });
  await fill(db);
  const own = {
    version: "0.0.0",
    settings_in_force: [],
    started_at: new Date().toISOString(),
    host: "127.0.0.1",
    allowed_hosts: [],
    access_token: TOKEN,
  };
  const api = createApi({ ...ctx, ...own, log, shutdown: shutdown.signal });
  const server = createServer(getRequestListener(api.fetch));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    shutdown.abort();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await queue.stop();
    await db.close();
  });
  // A server that listens on a port has an address with one.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function run(program: string, url: string): Promise<{ code: number | null; output: string }> {
  const args = [
    ...["--config-file", CONFIG, "run", `${url}/openapi.json`, "--header", `Authorization: Bearer ${TOKEN}`],
    ...EXAMPLES,
  ];
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  return new Promise((resolve, reject) =>
    child.once("error", reject).once("close", (code) => resolve({ code, output })),
  );
}

test(
  "Schemathesis finds nothing: all phases, default checks, every operation",
  { timeout: TEST_TIMEOUT_MS },
  async (context) => {
    const venv = await ensureVenv(TOOL);
    if ("unavailable" in venv) return context.skip(venv.unavailable);
    const errors: object[] = [];
    const url = await listen({
      debug: () => undefined,
      info: () => undefined,
      error: (facts, message) => void errors.push({ ...facts, message }),
    });

    const { code, output } = await run(join(venv.bin, "st"), url);

    if (code !== 0) throw new Error(output);
    expect(errors).toEqual([]);
    expect(output).toMatch(/Selected: (\d+)\/\1\n\s+Tested: \1\n/);
  },
);
