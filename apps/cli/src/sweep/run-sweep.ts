import { describeLevel } from "../levels/describe-level.ts";
import { isOver, measureLevel } from "../levels/measure-level.ts";
import type { LevelSession, MeasuredLevel } from "../levels/measure-level.ts";
import type { SweepTask } from "../levels/level-task.ts";
import { planAtLevel } from "../levels/plan-at-level.ts";
import type { LocalPlan } from "../plan/local-plan.ts";
import { createSweepDocument } from "./sweep-document.ts";
import type { SweepDocument } from "./sweep-document.ts";

/** Measures every level in turn. Throws a CliError before the first where one of them cannot be. */
export async function runSweep(plan: LocalPlan, task: SweepTask, session: LevelSession): Promise<SweepDocument> {
  const { axis } = task;
  const levels = task.levels.map((level, ordinal) => ({ axis, level, ordinal }));
  for (const level of levels) planAtLevel(plan, level);
  const measured: MeasuredLevel[] = [];
  for (const level of levels) {
    const said = `level ${level.ordinal + 1} of ${levels.length}: ${describeLevel(axis, level.level)}`;
    measured.push(await measureLevel(planAtLevel(plan, level), level, { session, said, settleMs: task.settleMs }));
    if (isOver(session)) break;
  }
  return createSweepDocument(task, measured, session.watch.stop);
}
