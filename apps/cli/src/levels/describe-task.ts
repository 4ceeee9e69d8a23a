import { formatNumber } from "../report/format-figure.ts";
import { formatLevel } from "./describe-level.ts";
import type { LevelTask } from "./level-task.ts";

/** "sweep of the concurrency: 1, 2, 4, 8, with 2.00 s between two" */
export function describeTask({ axis, levels, settleMs }: LevelTask): string {
  const listed = levels.map((level) => formatLevel(axis, level)).join(", ");
  return `sweep of the ${axis}: ${listed}, with ${formatNumber(settleMs / 1000)} s between two`;
}
