import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { config as loadDotenv } from "dotenv";
import { ConfigError, loadConfig } from "../apps/server/src/config.ts";
import { findStarter } from "./start/claim-data-folder.ts";
import { commandOf } from "./stop/command-of.ts";

const root = resolve(import.meta.dirname, "..");
const LIMIT_MS = 30_000;

/** Ends what `make start` started on this data folder, and waits until it is gone. Returns the sentence to print and the exit code. */
async function stop(): Promise<{ sentence: string; exitCode: number }> {
  loadDotenv({ path: join(root, ".env"), quiet: true });
  const pid = findStarter(resolve(root, loadConfig(process.env).dataDir));
  if (pid === null) return { sentence: "Nothing is running on this data folder.", exitCode: 0 };
  process.kill(pid, "SIGTERM");
  while (commandOf(pid).includes("scripts/start.ts")) {
    if (performance.now() > LIMIT_MS) return { sentence: `Process ${pid} has not ended after 30 s.`, exitCode: 1 };
    await wait(100);
  }
  return { sentence: "Stopped.", exitCode: 0 };
}

try {
  const { sentence, exitCode } = await stop();
  process.stdout.write(`${sentence}\n`);
  process.exitCode = exitCode;
} catch (cause) {
  if (!(cause instanceof ConfigError)) throw cause;
  process.stderr.write(`${cause.message}\n`);
  process.exitCode = 2;
}
