import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { LevelAxis, LevelTask } from "./level-task.ts";
import { CONFIDENCE, LOOKS, SETTLE_MS } from "./level-limits.ts";
import { highestOf } from "./level-task.ts";

export type LevelRange = { low: number; high: number };
export type LevelFlags = {
  sweepConcurrency?: readonly number[] | undefined;
  sweepRate?: readonly number[] | undefined;
  searchConcurrency?: LevelRange | undefined;
  searchRate?: LevelRange | undefined;
  settle?: number | undefined;
  confidence?: number | undefined;
  loadsPerLevel?: number | undefined;
};
type Given = LevelFlags & { concurrency?: number | undefined; rate?: number | undefined };

/** The levels that flags ask for; null for a single load. Throws a CliError where flags contradict each other. */
export function levelsFromFlags(flags: Given): LevelTask | null {
  const [first, second] = tasksOf(flags);
  if (first === undefined) return null;
  if (second !== undefined) {
    throw new CliError(EXIT_CODE.usage, `${first.flag} and ${second.flag} cannot both be measured at once.`);
  }
  const { flag, task } = first;
  const taken = flags.rate !== undefined ? "--rate" : task.axis === "rate" ? null : "--concurrency";
  if (taken === null || (taken === "--concurrency" && flags.concurrency === undefined)) return task;
  throw new CliError(EXIT_CODE.usage, `${flag} already says the load; ${taken} cannot say another.`, {
    hint: "Rates under a ceiling are --sweep-rate or --search-rate with --concurrency.",
  });
}

type Task = { flag: string; task: LevelTask };

function tasksOf(flags: LevelFlags): Task[] {
  const { settle: settleMs = SETTLE_MS, confidence = CONFIDENCE, loadsPerLevel: looks = LOOKS } = flags;
  const sweep = (flag: string, axis: LevelAxis, levels: readonly number[] | undefined): Task[] =>
    levels === undefined ? [] : [{ flag, task: { kind: "sweep", axis, settleMs, levels } }];
  const search = (flag: string, axis: LevelAxis, range: LevelRange | undefined): Task[] =>
    range === undefined ? [] : [{ flag, task: { kind: "search", axis, settleMs, ...range, confidence, looks } }];
  return [
    ...sweep("--sweep-concurrency", "concurrency", flags.sweepConcurrency),
    ...sweep("--sweep-rate", "rate", flags.sweepRate),
    ...search("--search-concurrency", "concurrency", flags.searchConcurrency),
    ...search("--search-rate", "rate", flags.searchRate),
  ];
}

/** Flags of the highest level, from which the plans of all of them are made. */
export function atHighest<Flags extends Given>(flags: Flags, task: LevelTask | null): Flags {
  if (task === null) return flags;
  return task.axis === "rate" ? { ...flags, rate: highestOf(task) } : { ...flags, concurrency: highestOf(task) };
}
