/** What differs between the levels: how many runs are open at once, or how many are due a second. */
export type LevelAxis = "concurrency" | "rate";

type Levels = {
  axis: LevelAxis;
  /** Nothing is sent for so long between two loads, so that one does not meet what is left of the other. */
  settleMs: number;
};
export type SweepTask = Levels & { kind: "sweep"; levels: readonly number[] };
export type SearchTask = Levels & {
  kind: "search";
  low: number;
  high: number;
  /** Of the statement that the found level meets the thresholds. */
  confidence: number;
  /** Loads a level may take before it counts as not shown. */
  looks: number;
};

/** Several loads that differ in their level alone. */
export type LevelTask = SweepTask | SearchTask;

export const highestOf = (task: LevelTask): number => (task.kind === "sweep" ? Math.max(...task.levels) : task.high);
