import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { config as loadDotenv } from "dotenv";
import { loadConfig } from "../apps/server/src/config.ts";
import { commandOf } from "./stop/command-of.ts";

const root = resolve(import.meta.dirname, "..");
const LIMIT_MS = 30_000;

/** Ends what `make start` started on this data folder, and waits until it is gone. Returns the sentence to print and the exit code. */
async function stop(): Promise<{ sentence: string; exitCode: number }> {
  loadDotenv({ path: join(root, ".env"), quiet: true });
  const pidFile = join(resolve(root, loadConfig(process.env).dataDir), "start.pid");
  if (!existsSync(pidFile)) return { sentence: "Nothing is running on this data folder.", exitCode: 0 };
  const pid = Number(readFileSync(pidFile, "utf8").trim());
  // The number may have gone to another program after a crash.
  if (!commandOf(pid).includes("scripts/start.ts")) {
    rmSync(pidFile);
    return { sentence: "Nothing is running on this data folder.", exitCode: 0 };
  }
  process.kill(pid, "SIGTERM");
  while (commandOf(pid).includes("scripts/start.ts")) {
    if (performance.now() > LIMIT_MS) return { sentence: `Process ${pid} has not ended after 30 s.`, exitCode: 1 };
    await wait(100);
  }
  return { sentence: "Stopped.", exitCode: 0 };
}

const { sentence, exitCode } = await stop();
process.stdout.write(`${sentence}\n`);
process.exitCode = exitCode;
