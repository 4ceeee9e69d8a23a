import { closeSync, openSync, readFileSync, readSync, rmSync, statSync, writeFileSync, type Stats } from "node:fs";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";

const FIRST_BYTES = 64;

/**
 * Makes sure that what is written to a file destroys nothing but an older record file, and that no other tfbench writes
 * to it at the same time. Gives back what ends the claim; throws a CliError where the file is not to be had. The claim of a
 * process that was killed counts no more.
 */
export function claimRecordFile(file: string): () => void {
  const known = statSync(file, { throwIfNoEntry: false });
  // A device or a pipe holds nothing that could be lost.
  if (known && !known.isFile()) return () => undefined;
  if (known && known.size > 0) refuseOtherFile(file, known);
  const lock = `${file}.lock`;
  const holder = takeLock(lock);
  if (holder !== null)
    throw new CliError(
      EXIT_CODE.usage,
      `The record file ${file} is being written by another tfbench (process ${holder}).`,
      {
        hint: `Give each of them a path of its own with --out. If there is no such process, delete ${lock}.`,
      },
    );
  return () => rmSync(lock, { force: true });
}

function refuseOtherFile(file: string, { size }: Stats): void {
  const start = Buffer.alloc(Math.min(size, FIRST_BYTES));
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, start);
  } finally {
    closeSync(descriptor);
  }
  if (start.toString("latin1").startsWith('{"kind":"batch"')) return;
  throw new CliError(EXIT_CODE.usage, `${file} exists and is no record file of tfbench. It was left as it is.`, {
    hint: "Choose another path with --out, or delete the file first.",
  });
}

/** Null when the lock is ours now, else the process that has it. */
function takeLock(lock: string): number | null {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return null;
  } catch (error) {
    if (!isCode(error, "EEXIST")) return null; // Opening the file itself fails for the same reason, and says so better.
  }
  const holder = Number.parseInt(readFileSync(lock, "utf8"), 10);
  if (isAlive(holder)) return holder;
  writeFileSync(lock, String(process.pid));
  return null;
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is one too.
    return isCode(error, "EPERM");
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
