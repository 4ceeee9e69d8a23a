import { AppError } from "@tfbench/contracts";
import { execFileSync } from "node:child_process";
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { makeFolder } from "./make-folder.ts";

const HEARTBEAT_MS = 5_000;
/** A lock of another host (a container that shares the volume) counts as left behind after this silence. */
const FOREIGN_STALE_MS = 20_000;

/** Others wait while the folder is migrated, as they would for a lock of the database. */
const POLL_MS = 50;

export type LockPurpose = "run" | "migrate";
type Holder = { pid: number; process_started: string; host: string; purpose: LockPurpose; id: string };
export type DataFolder = {
  readonly path: string;
  /** PGlite's own folder in it. */
  readonly pglitePath: string;
  release(): void;
};

/**
 * Takes the folder for this process alone: PGlite itself would let a second one in, and break the database. The lock
 * is a file naming the holder; one left behind by a killed process is recognised and replaced.
 */
export async function lockDataFolder(path: string, purpose: LockPurpose): Promise<DataFolder> {
  const lockPath = join(path, "lock");
  const own: Holder = {
    pid: process.pid,
    process_started: processStarted(process.pid),
    host: hostname(),
    purpose,
    id: crypto.randomUUID(),
  };
  const ticket = `${lockPath}.${own.id}`;
  writeTicket(path, ticket, own);
  try {
    await takeLock(path, lockPath, ticket);
  } finally {
    rmSync(ticket, { force: true });
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimesSync(lockPath, now, now);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    path,
    pglitePath: join(path, "pglite"),
    release() {
      clearInterval(heartbeat);
      rmSync(lockPath, { force: true });
    },
  };
}

function writeTicket(path: string, ticket: string, own: Holder): void {
  try {
    makeFolder(path);
    writeFileSync(ticket, JSON.stringify(own));
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    // On a full disk a file can be made that nothing can be written to.
    attempt(() => rmSync(ticket, { force: true }), "ENOTDIR");
    throw new AppError("unavailable", `The data folder ${path} cannot be written (${reason}).`, {
      hint: "Set DATA_DIR to a folder of yours on a disk that is not full.",
      cause,
    });
  }
}

async function takeLock(path: string, lockPath: string, ticket: string): Promise<void> {
  for (;;) {
    // A link is made with its content or not at all, so a half-written lock is never seen.
    if (attempt(() => linkSync(ticket, lockPath), "EEXIST")) return;
    const lock = readLock(lockPath);
    if (lock === null) continue;
    if (isAlive(lock)) {
      if (lock.holder.purpose === "migrate") {
        await delay(POLL_MS);
        continue;
      }
      throw new AppError(
        "unavailable",
        `The data folder ${path} is in use by another instance (process ${lock.holder.pid} on ${lock.holder.host}).`,
        {
          hint: "Stop that instance, or set DATA_DIR to another folder.",
        },
      );
    }
    removeStale(lockPath, lock);
  }
}

type Lock = { text: string; holder: Holder; heartbeatAgeMs: number };

function readLock(lockPath: string): Lock | null {
  let text = "";
  let heartbeatAgeMs = 0;
  const isThere = attempt(() => {
    text = readFileSync(lockPath, "utf8");
    heartbeatAgeMs = Date.now() - statSync(lockPath).mtimeMs;
  }, "ENOENT");
  // Only this module writes the file, whole.
  return isThere ? { text, holder: JSON.parse(text) as Holder, heartbeatAgeMs } : null;
}

/** Two processes may find the same stale lock: the one that moves away a newer lock by mistake puts it back. */
function removeStale(lockPath: string, stale: Lock): void {
  const grave = `${lockPath}.stale.${crypto.randomUUID()}`;
  if (!attempt(() => renameSync(lockPath, grave), "ENOENT")) return;
  if (readFileSync(grave, "utf8") !== stale.text) attempt(() => linkSync(grave, lockPath), "EEXIST");
  rmSync(grave);
}

function isAlive({ holder, heartbeatAgeMs }: Lock): boolean {
  if (holder.host !== hostname()) return heartbeatAgeMs < FOREIGN_STALE_MS;
  return processStarted(holder.pid) === holder.process_started;
}

/** When a process started, as its system says it; "" when there is no such process. With the pid it names one process for ever. */
function processStarted(pid: number): string {
  if (process.platform === "linux") {
    let stat = "";
    attempt(() => (stat = readFileSync(`/proc/${pid}/stat`, "utf8")), "ENOENT");
    // Fields 3 and 22, counted after the name in brackets, which may hold anything. Z: killed, its parent not yet told.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "" : (fields[19] ?? "");
  }
  let started = "";
  attempt(() => (started = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim()), 1);
  return started;
}

/** Whether `work` succeeded; the one expected failure is false, any other is thrown. */
function attempt(work: () => void, expected: string | number): boolean {
  try {
    work();
    return true;
  } catch (cause) {
    if (
      cause instanceof Error &&
      (("code" in cause && cause.code === expected) || ("status" in cause && cause.status === expected))
    )
      return false;
    throw cause;
  }
}
