import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../packages/store/src/make-folder.ts";
import { ConfigError } from "../../apps/server/src/config.ts";
import { commandOf } from "../stop/command-of.ts";

/** Where `make stop` finds whom to stop. */
export const pidFileIn = (dataDir: string): string => join(dataDir, "start.pid");

/** The other process that `make start` runs as on this data folder; null when there is none. */
export function findStarter(dataDir: string): number | null {
  const pid = readPid(pidFileIn(dataDir));
  // After a crash its number may have gone to another program, or to this very process.
  return pid !== null && pid !== process.pid && commandOf(pid).includes("scripts/start.ts") ? pid : null;
}

/** Notes that this process starts everything on the folder. Throws ConfigError when another one does, or nothing can be written there. */
export function claimDataFolder(dataDir: string): { release: () => void } {
  const other = findStarter(dataDir);
  if (other !== null)
    throw new ConfigError(
      `tfbench already runs on the data folder ${dataDir} (process ${other}); stop it with make stop, or set DATA_DIR to another folder.`,
    );
  try {
    makeFolder(dataDir);
    writeFileSync(pidFileIn(dataDir), `${process.pid}\n`);
  } catch (cause) {
    throw new ConfigError(
      `The data folder ${dataDir} cannot be written (${codeOf(cause)}); set DATA_DIR to a folder of yours.`,
      { cause },
    );
  }
  return { release: () => rmSync(pidFileIn(dataDir), { force: true }) };
}

function readPid(path: string): number | null {
  try {
    return Number(readFileSync(path, "utf8").trim());
  } catch (cause) {
    // Nobody has started there, or what is in the way of the folder is told when it is written.
    if (["ENOENT", "ENOTDIR", "EACCES"].includes(codeOf(cause))) return null;
    throw cause;
  }
}

const codeOf = (cause: unknown): string => (cause instanceof Error && "code" in cause ? String(cause.code) : "unknown");
