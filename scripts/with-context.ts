import { resolve } from "node:path";
import { config as loadDotenv } from "dotenv";
import { AppError } from "../packages/contracts/src/index.ts";
import { ensureBuiltinTargets } from "../packages/services/src/index.ts";
import type { Context } from "../packages/services/src/index.ts";
import { migrate, openDatabase } from "../packages/store/src/index.ts";
import { providerPort } from "../apps/server/src/provider-port.ts";
import { ConfigError, loadConfig } from "../apps/server/src/config.ts";

const root = resolve(import.meta.dirname, "..");
const DEFAULT_PROJECT_ID = 1;

/** Runs `work` on the configured database, brought to this version first. A refusal becomes one sentence and exit code 1. */
export async function withContext(actor: string, work: (ctx: Context) => Promise<void>): Promise<void> {
  try {
    await openAndRun(actor, work);
  } catch (cause) {
    if (!(cause instanceof ConfigError) && !(cause instanceof AppError)) throw cause;
    const hint = cause instanceof AppError && cause.hint !== null ? ` ${cause.hint}` : "";
    process.stderr.write(`${cause.message}${hint}\n`);
    process.exitCode = 1;
  }
}

async function openAndRun(actor: string, work: (ctx: Context) => Promise<void>): Promise<void> {
  process.chdir(root);
  loadDotenv({ quiet: true });
  const config = loadConfig(process.env);
  const place = { database_url: config.databaseUrl, data_dir: config.dataDir };
  await migrate(place, (line) => void process.stdout.write(`${line}\n`));
  const db = await openDatabase(place);
  const settings = { mock_mode: config.mockMode, simulator_url: config.simulatorUrl, now: () => new Date() };
  // Scripts write finished rows only: whoever sent a job here would wait for a worker that is not running.
  const queue = { send: () => Promise.reject(new Error("A script has no queue.")) };
  const providers = providerPort(config.readCredential);
  const ctx: Context = { db, queue, project_id: DEFAULT_PROJECT_ID, actor, request_id: null, settings, providers };
  try {
    await ensureBuiltinTargets(ctx, {
      simulator_url: config.simulatorUrl,
      tinyfish_base_url: config.tinyfishBaseUrl,
      mock_mode: config.mockMode,
    });
    await work(ctx);
  } finally {
    await db.close();
  }
}
