import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { arch, cpus, hostname } from "node:os";
import { dirname } from "node:path";
import type { Calibration } from "@tfbench/engine";
import { z } from "zod";
import { LikeCalibration } from "./like-calibration.ts";

const Stored = z
  .object({ machine: z.string(), node: z.string(), at: z.iso.datetime(), like: LikeCalibration.optional() })
  .loose();
export type StoredCalibration = z.infer<typeof Stored>;

/** What a calibration holds for: another processor, another Node.js, another truth. */
const machineOf = (): string => `${hostname()} ${arch()} ${cpus().length} x ${cpus()[0]?.model.trim() ?? "unknown"}`;

export function keepCalibration(file: string, calibration: Calibration): StoredCalibration {
  const like = findCalibration(file)?.like;
  const stored = { machine: machineOf(), at: new Date().toISOString(), ...calibration, ...(like && { like }) };
  write(file, stored);
  return stored;
}

/** Beside the calibration that is there, in place of that for another workload. */
export function keepLikeCalibration(file: string, like: LikeCalibration): void {
  const kept = findCalibration(file) ?? { machine: machineOf(), node: process.version, at: like.at };
  write(file, { ...kept, like });
}

function write(file: string, stored: StoredCalibration): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(stored)}\n`);
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
