/** What differs between the levels: how many runs are open at once, or how many are due a second. */
export type LevelAxis = "concurrency" | "rate";

/** Several loads that differ in their level alone. */
export type LevelTask = {
  kind: "sweep";
  axis: LevelAxis;
  /** Nothing is sent for so long between two loads, so that one does not meet what is left of the other. */
  settleMs: number;
  levels: readonly number[];
};

export const highestOf = (task: LevelTask): number => Math.max(...task.levels);
