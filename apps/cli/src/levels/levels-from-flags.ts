import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { LevelAxis, LevelTask } from "./level-task.ts";
import { SETTLE_MS } from "./level-limits.ts";
import { highestOf } from "./level-task.ts";

export type LevelFlags = {
  sweepConcurrency?: readonly number[] | undefined;
  sweepRate?: readonly number[] | undefined;
  settle?: number | undefined;
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
    hint: "Rates under a ceiling are --sweep-rate with --concurrency.",
  });
}

type Task = { flag: string; task: LevelTask };

function tasksOf({ sweepConcurrency, sweepRate, settle = SETTLE_MS }: LevelFlags): Task[] {
  const sweep = (flag: string, axis: LevelAxis, levels: readonly number[] | undefined): Task[] =>
    levels === undefined ? [] : [{ flag, task: { kind: "sweep", axis, settleMs: settle, levels } }];
  return [
    ...sweep("--sweep-concurrency", "concurrency", sweepConcurrency),
    ...sweep("--sweep-rate", "rate", sweepRate),
  ];
}

/** Flags of the highest level, from which the plans of all of them are made. */
export function atHighest<Flags extends Given>(flags: Flags, task: LevelTask | null): Flags {
  if (task === null) return flags;
  return task.axis === "rate" ? { ...flags, rate: highestOf(task) } : { ...flags, concurrency: highestOf(task) };
}
