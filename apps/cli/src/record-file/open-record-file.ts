import { createWriteStream } from "node:fs";
import type { RecordFileLine, RunResult } from "@tfbench/contracts";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import { claimRecordFile } from "./claim-record-file.ts";

/** Lines on their way to the disk; beyond this the disk does not keep up, and the load is ended rather than the memory. */
const MOST_WAITING_BYTES = 256 * 1024 * 1024;

export type RecordFile = {
  /** Throws a CliError once the file cannot be written. What was written before stays readable. */
  write(line: RecordFileLine): void;
  /** Resolves when everything is on its way to the disk; rejects with a CliError where it is not. */
  close(): Promise<void>;
};

/** Opens a record file, replacing an older one of the same name, and rejects with a CliError where that cannot be. */
export async function openRecordFile(file: string): Promise<RecordFile> {
  const release = claimRecordFile(file);
  const stream = createWriteStream(file, { flags: "w" });
  let failure: CliError | null = null;
  stream.on("error", (cause: NodeJS.ErrnoException) => {
    failure ??= unwritable(file, cause);
  });
  await new Promise<void>((resolve, reject) => {
    stream.once("open", () => resolve());
    stream.once("error", (cause: NodeJS.ErrnoException) => {
      release();
      reject(unopenable(file, cause));
    });
  });
  stream.once("close", release);
  return {
    write(line) {
      if (failure !== null) throw failure;
      stream.write(`${JSON.stringify(line)}\n`);
      if (stream.writableLength <= MOST_WAITING_BYTES) return;
      throw new CliError(EXIT_CODE.failed, `The disk does not keep up with the records of ${file}.`, {
        hint: "Write to a faster disk, lower the load, or leave --out away.",
      });
    },
    close: () =>
      new Promise((resolve, reject) => {
        if (failure !== null) return reject(failure);
        stream.once("error", (cause: NodeJS.ErrnoException) => reject(unwritable(file, cause)));
        stream.end(resolve);
      }),
  };
}

const REASONS: Record<string, string> = {
  ENOENT: "its folder does not exist",
  ENOTDIR: "part of its path is a file",
  EISDIR: "it is a folder",
  EACCES: "this user may not write there",
  EROFS: "the disk may only be read",
  ENOSPC: "the disk is full",
  EDQUOT: "the quota of this disk is used up",
  EFBIG: "it may not grow any larger (ulimit -f)",
};

function unopenable(file: string, cause: NodeJS.ErrnoException): CliError {
  const why = REASONS[cause.code ?? ""] ?? cause.code ?? cause.message;
  return new CliError(EXIT_CODE.failed, `The record file ${file} cannot be written: ${why}.`, {
    hint: "Nothing was measured. Choose another path with --out.",
    cause,
  });
}

function unwritable(file: string, cause: NodeJS.ErrnoException): CliError {
  const why = REASONS[cause.code ?? ""] ?? cause.code ?? cause.message;
  return new CliError(EXIT_CODE.failed, `The record file ${file} cannot be written: ${why}.`, {
    hint: "Runs recorded so far are readable. Free some space or choose another path with --out.",
    cause,
  });
}

/** Bytes as they stand in a line. */
export function toRecordedRun(result: RunResult): Omit<RunResult, "gap_sketch" | "chunk_log"> & Recorded {
  const { gap_sketch, chunk_log, ...rest } = result;
  return { ...rest, gap_sketch: toBase64(gap_sketch), chunk_log: toBase64(chunk_log) };
}
type Recorded = { gap_sketch: string | null; chunk_log: string | null };

const toBase64 = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
