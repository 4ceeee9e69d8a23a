import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { RECORD_FILE_VERSION, RecordFileLine } from "@tfbench/contracts";
import type { RecordFileBatch, RecordFileEnd, RecordFileRun } from "@tfbench/contracts";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import { unreadableFile } from "../unreadable-file.ts";

export type RecordedRun = RecordFileRun;
export type ReadRecords = {
  batch: RecordFileBatch;
  /** Null: whoever wrote the file was stopped before its end. */
  end: RecordFileEnd | null;
  /** The last line was cut in the middle and left out. */
  isCut: boolean;
};

/**
 * Reads a record file line by line, handing each run to `onRun`. A last line that was cut is left out, as a full disk or
 * a killed program leaves one. Rejects with a CliError that names the line for anything else that is no record.
 */
export async function readRecordFile(file: string, onRun: (run: RecordedRun) => void): Promise<ReadRecords> {
  let batch: RecordFileBatch | null = null;
  let end: RecordFileEnd | null = null;
  let broken: { number: number; reason: string } | null = null;
  let number = 0;
  for await (const text of openLines(file)) {
    number += 1;
    if (text === "") continue;
    if (broken !== null) throw notRecords(file, broken);
    const line = parseLine(text);
    if (typeof line === "string") broken = { number, reason: line };
    else if (line.kind === "batch") batch = line;
    else if (line.kind === "end") end = line;
    else if (batch === null) throw notRecords(file, { number, reason: "a run stands before the line of its batch" });
    else onRun(line);
  }
  if (batch === null) throw notRecords(file, broken ?? { number: 1, reason: "the file is empty" });
  if (batch.version > RECORD_FILE_VERSION) {
    throw new CliError(EXIT_CODE.usage, `${file} was written by a newer tfbench (format ${batch.version}).`, {
      hint: "Update tfbench to read it.",
    });
  }
  return { batch, end, isCut: broken !== null };
}

async function* openLines(file: string): AsyncGenerator<string> {
  const stream = createReadStream(file);
  try {
    yield* createInterface({ input: stream, crlfDelay: Infinity });
  } catch (cause) {
    throw unreadableFile(
      { file, what: "record file", hint: "Check the path. tfbench run --out FILE writes such a file." },
      cause,
    );
  } finally {
    stream.destroy();
  }
}

function parseLine(text: string): RecordFileLine | string {
  try {
    const parsed = RecordFileLine.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    return `${issue?.path.join(".") ?? ""} ${issue?.message ?? "is no record"}`;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

const notRecords = (file: string, { number, reason }: { number: number; reason: string }): CliError =>
  new CliError(EXIT_CODE.usage, `${file}:${number} is no record of tfbench: ${reason}.`, {
    hint: "tfbench run --out FILE writes record files.",
  });
