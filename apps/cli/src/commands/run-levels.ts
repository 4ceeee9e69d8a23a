import type { ExitCode } from "../exit-code.ts";
import type { LevelSession } from "../levels/measure-level.ts";
import type { LevelTask, SearchTask, SweepTask } from "../levels/level-task.ts";
import type { LocalPlan } from "../plan/local-plan.ts";
import { printSearch } from "../search/print-search.ts";
import { runSearch } from "../search/run-search.ts";
import { searchExitCode } from "../search/search-exit-code.ts";
import { withAttainment } from "../search/with-attainment.ts";
import { printSweep } from "../sweep/print-sweep.ts";
import { runSweep } from "../sweep/run-sweep.ts";
import { sweepExitCode } from "../sweep/sweep-exit-code.ts";

/** Measures the levels of a plan and prints what they come to. */
export const runLevels = (plan: LocalPlan, task: LevelTask, session: LevelSession): Promise<ExitCode> =>
  task.kind === "sweep" ? sweep(plan, task, session) : search(plan, task, session);

async function sweep(plan: LocalPlan, task: SweepTask, session: LevelSession): Promise<ExitCode> {
  const { context } = session;
  const document = await runSweep(plan, task, session);
  context.print(context.isJson ? JSON.stringify(document) : printSweep(document, context.paint));
  return sweepExitCode(document, context.interrupts);
}

async function search(plan: LocalPlan, task: SearchTask, session: LevelSession): Promise<ExitCode> {
  const { context } = session;
  const document = await runSearch(withAttainment(plan), task, session);
  context.print(context.isJson ? JSON.stringify(document) : printSearch(document, context.paint));
  return searchExitCode(document, context.interrupts);
}
