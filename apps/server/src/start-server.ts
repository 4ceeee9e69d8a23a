import type { LiveKind } from "@tfbench/contracts";
import { ensureBuiltinTargets, seedOnce, type Context } from "@tfbench/services";
import { migrate, openDatabase, openQueue, type Database, type Queue } from "@tfbench/store";
import { pino, type Logger } from "pino";
import packageJson from "../package.json" with { type: "json" };
import type { ServerConfig } from "./config.ts";
import { providerPort } from "./provider-port.ts";
import { startApi } from "./start-api.ts";
import { openEngineThread } from "./worker/engine-host.ts";
import { startWorker } from "./worker/start-worker.ts";

export type Role = "all" | "api" | "worker";

export type RunningServer = {
  /** Resolves with the reason when the server cannot go on. */
  readonly failed: Promise<Error>;
  stop(): Promise<void>;
};

/** One project until there are more; its row comes with the first migration. */
const DEFAULT_PROJECT = 1;

type Part = { stop(): Promise<void> };

/** Opens and migrates the database, then starts the parts of the role. What had started is stopped when a later part fails. */
export async function startServer(config: ServerConfig, role: Role): Promise<RunningServer> {
  const log = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const parts: Part[] = [];
  const stop = async () => {
    for (const part of parts.splice(0).reverse()) await part.stop();
  };
  try {
    const db = await openStore(config, log);
    parts.push({ stop: () => db.close() });
    const queue = await openQueue(db, { onError: (cause) => log.error({ err: cause }, "the queue reported an error") });
    parts.push({ stop: () => queue.stop() });
    const ctx = contextOf(config, { db, queue, actor: role === "worker" ? "worker" : "server" });
    await ensureBuiltinTargets(ctx, {
      simulator_url: config.simulatorUrl,
      tinyfish_base_url: config.tinyfishBaseUrl,
      mock_mode: config.mockMode,
    });
    await seedOnce(ctx);
    if (role !== "api") parts.push(await startWorkerPart(config, { ctx, queue, log }));
    if (role !== "worker") parts.push(await startApi(config, { ctx, log, version: packageJson.version }));
    logStart(config, { role, log, live: db.live.kind });
    return { failed: db.failed, stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

async function openStore(config: ServerConfig, log: Logger): Promise<Database> {
  const where = { database_url: config.databaseUrl, data_dir: config.dataDir };
  await migrate(where, (line) => log.info(line));
  return openDatabase({ ...where, redis_url: config.redisUrl });
}

function contextOf(config: ServerConfig, parts: { db: Database; queue: Queue; actor: string }): Context {
  return {
    ...parts,
    project_id: DEFAULT_PROJECT,
    request_id: null,
    settings: { mock_mode: config.mockMode, simulator_url: config.simulatorUrl, now: () => new Date() },
    providers: providerPort(config.readCredential),
  };
}

async function startWorkerPart(config: ServerConfig, deps: { ctx: Context; queue: Queue; log: Logger }): Promise<Part> {
  const { ctx, queue, log } = deps;
  const engine = openEngineThread({ onFault: (fault) => log.error(fault, "the engine reported a fault") });
  const worker = await startWorker({
    ctx,
    queue,
    log,
    engine,
    maxBatches: config.workerBatches,
    readCredential: config.readCredential,
  });
  return {
    async stop() {
      await worker.stop();
      await engine.close();
    },
  };
}

function logStart(config: ServerConfig, { role, log, live }: { role: Role; log: Logger; live: LiveKind }): void {
  const { host, port, dataDir, databaseUrl, mockMode, tinyfishBaseUrl, accessToken } = config;
  const database = databaseUrl === null ? `embedded in ${dataDir}` : "PostgreSQL";
  log.info(
    {
      role,
      host,
      port,
      database,
      live,
      mock_mode: mockMode,
      tinyfish: mockMode ? null : tinyfishBaseUrl,
      asks_for_token: accessToken !== null,
    },
    "started",
  );
}
