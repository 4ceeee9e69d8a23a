import { formatNumber } from "../report/format-figure.ts";
import { formatLevel } from "./describe-level.ts";
import type { LevelTask } from "./level-task.ts";

/** "sweep of the concurrency: 1, 2, 4, 8, with 2.00 s between two" */
export function describeTask(task: LevelTask): string {
  const { axis, settleMs } = task;
  const pause = `with ${formatNumber(settleMs / 1000)} s between two`;
  if (task.kind === "sweep") {
    return `sweep of the ${axis}: ${task.levels.map((level) => formatLevel(axis, level)).join(", ")}, ${pause}`;
  }
  const { low, high, looks, confidence } = task;
  const range = `from ${formatLevel(axis, low)} to ${formatLevel(axis, high)}`;
  return `search of the ${axis} ${range}, up to ${looks} loads a level, ${pause}; ${confidence * 100} % confidence over the whole search`;
}
