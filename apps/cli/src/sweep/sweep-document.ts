import type { BudgetStop } from "@tfbench/stats";
import type { MeasuredLevel } from "../levels/measure-level.ts";
import { isFailed } from "../levels/level-state.ts";
import type { LevelAxis, SweepTask } from "../levels/level-task.ts";

export type SweepLevel = MeasuredLevel & {
  /** Unsteady, invalid, without a success or cut short: it says nothing of what the target can do at this level. */
  is_failed: boolean;
};

/** The one document a sweep prints with `--json`. */
export type SweepDocument = {
  kind: "sweep";
  axis: LevelAxis;
  levels: SweepLevel[];
  /** Levels that were asked for and not measured, because a person or a budget ended the sweep. */
  not_measured: number[];
  settle_ms: number;
  stopped: BudgetStop | null;
};

export function createSweepDocument(
  task: SweepTask,
  levels: readonly MeasuredLevel[],
  stopped: BudgetStop | null,
): SweepDocument {
  return {
    kind: "sweep",
    axis: task.axis,
    levels: levels.map((level) => ({ ...level, is_failed: isFailed(level.state) })),
    not_measured: task.levels.slice(levels.length),
    settle_ms: task.settleMs,
    stopped,
  };
}
