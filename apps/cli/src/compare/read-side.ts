import type { RecordFileBatch, Validity } from "@tfbench/contracts";
import { FEWEST_BATCHES } from "@tfbench/stats";
import type { LoadRun } from "@tfbench/stats";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import { readRecordFile } from "../record-file/read-record-file.ts";
import { toLoadRun } from "../record-file/to-load-run.ts";

/** One load of a comparison. `validity` null: its file has no end. */
export type Side = { file: string; batch: RecordFileBatch; runs: LoadRun[]; validity: Validity | null };

/** Runs of warm-up and cool-down are in no figure. */
export async function readSide(file: string): Promise<Side> {
  const runs: LoadRun[] = [];
  const { batch, end } = await readRecordFile(file, (run) => {
    if (!run.is_warm_up && !run.is_cool_down) runs.push(toLoadRun(run));
  });
  return { file, batch, runs, validity: end?.validity ?? null };
}

/** Earlier loads that say how much such loads differ of themselves. Rejects where they measured something else, or are too few. */
export async function readHistory(files: readonly string[], like: Side): Promise<Side[]> {
  const sides: Side[] = [];
  for (const file of files) {
    // One after the other: each may be large, and all that stays of one are its runs' figures.
    const side = await readSide(file);
    const differences = differencesOf(like.batch, side.batch);
    if (differences.length > 0) {
      throw new CliError(EXIT_CODE.usage, `${file} is no earlier load of the same kind: ${differences.join(", ")}.`, {
        hint: `Give record files of loads as ${like.file} is one.`,
      });
    }
    if (side.validity !== null && side.validity.verdict !== "invalid") sides.push(side);
  }
  if (files.length > 0 && sides.length < FEWEST_BATCHES) {
    throw new CliError(
      EXIT_CODE.usage,
      `--history has ${sides.length} valid of ${files.length} loads, and under ${FEWEST_BATCHES} say nothing about how loads differ.`,
      { hint: `Measure the same ${FEWEST_BATCHES} times or more, each with --out, or leave --history away.` },
    );
  }
  return sides;
}

/** What makes two loads hard to compare. */
export function differencesOf(a: RecordFileBatch, b: RecordFileBatch): string[] {
  const differ = (name: keyof RecordFileBatch): boolean => JSON.stringify(a[name]) !== JSON.stringify(b[name]);
  const names = (
    ["provider", "request", "load", "chats", "cancellation", "transport", "timeouts", "origin"] as const
  ).filter(differ);
  return [...(placeOf(a) === placeOf(b) ? [] : ["url"]), ...names].map((name) => `${name} differs`);
}

/** The built-in simulator is at another port each time. */
function placeOf({ url, origin }: RecordFileBatch): string {
  return origin === "simulated" ? new URL(url).pathname : url;
}
