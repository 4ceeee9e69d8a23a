import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { arch, cpus, hostname } from "node:os";
import { dirname } from "node:path";
import type { Calibration } from "@tfbench/engine";
import { z } from "zod";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import { LikeCalibration } from "./like-calibration.ts";

const Stored = z
  .object({ machine: z.string(), node: z.string(), at: z.iso.datetime(), like: LikeCalibration.optional() })
  .loose();
export type StoredCalibration = z.infer<typeof Stored>;

/** What a calibration holds for: another processor, another Node.js, another truth. */
const machineOf = (): string => `${hostname()} ${arch()} ${cpus().length} x ${cpus()[0]?.model.trim() ?? "unknown"}`;

/** `othersShare`: how much of the processors others had at the time; null where that is not known. */
export function keepCalibration(file: string, calibration: Calibration, othersShare: number | null): StoredCalibration {
  const like = findCalibration(file)?.like;
  const facts = { machine: machineOf(), at: new Date().toISOString(), others_busy_share: othersShare };
  const stored = { ...facts, ...calibration, ...(like && { like }) };
  write(file, stored);
  return stored;
}

/** Beside the calibration that is there, in place of that for another workload. */
export function keepLikeCalibration(file: string, like: LikeCalibration): void {
  const kept = findCalibration(file) ?? { machine: machineOf(), node: process.version, at: like.at };
  write(file, { ...kept, like });
}

function write(file: string, stored: StoredCalibration): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(stored)}\n`);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CliError(EXIT_CODE.failed, `The calibration cannot be kept in ${file}: ${why}.`, {
      hint: "XDG_CACHE_HOME names another folder for caches.",
      cause,
    });
  }
}

/** Null where this machine was not calibrated with this Node.js, or the file is none of ours. */
export function findCalibration(file: string): StoredCalibration | null {
  const stored = readCalibration(readJson(file));
  return stored?.machine === machineOf() && stored.node === process.version ? stored : null;
}

/** As a record file holds it; null where that is none of ours. */
export function readCalibration(value: unknown): StoredCalibration | null {
  const stored = Stored.safeParse(value);
  return stored.success ? stored.data : null;
}

function readJson(file: string): unknown {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    return value;
  } catch (cause) {
    // No file, or a broken one: the same as none.
    if (cause instanceof Error) return null;
    throw cause;
  }
}
