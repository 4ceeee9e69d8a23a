import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import type { LevelSession } from "../levels/measure-level.ts";
import type { LevelTask } from "../levels/level-task.ts";
import type { LocalPlan } from "../plan/local-plan.ts";
import { printSweep } from "../sweep/print-sweep.ts";
import { runSweep } from "../sweep/run-sweep.ts";
import { sweepExitCode } from "../sweep/sweep-exit-code.ts";

/** Measures the levels of a plan and prints what they come to. */
export async function runLevels(plan: LocalPlan, task: LevelTask, session: LevelSession): Promise<ExitCode> {
  const { context } = session;
  if (plan.gates.thresholds.length > 0) {
    throw new CliError(EXIT_CODE.usage, "A sweep shows levels and decides no thresholds.", {
      hint: "Measure the level in question by itself, with its thresholds.",
    });
  }
  const document = await runSweep(plan, task, session);
  context.print(context.isJson ? JSON.stringify(document) : printSweep(document, context.paint));
  return sweepExitCode(document, context.interrupts);
}
