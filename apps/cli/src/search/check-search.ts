import { leastAlpha, runsForProof } from "@tfbench/stats";
import type { SearchPlan, Threshold } from "@tfbench/stats";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import { describeLevel } from "../levels/describe-level.ts";
import type { SearchTask } from "../levels/level-task.ts";
import { planAtLevel } from "../levels/plan-at-level.ts";
import { extentOf } from "../local/extent-of.ts";
import type { LocalPlan } from "../plan/local-plan.ts";

/** Throws a CliError where no search could find anything: nothing to show, or too few runs to show it with. */
export function checkSearch(plan: LocalPlan, task: SearchTask, search: SearchPlan): void {
  const { thresholds } = plan.gates;
  const { axis, low, high } = task;
  const [first] = thresholds;
  if (first === undefined) {
    throw new CliError(EXIT_CODE.usage, "A search needs to know what a level has to meet.", {
      hint: "Give --threshold 'p95(response_ms) < 500', or --slo 'ttft_ms<200' for limits that 95 % of the runs keep.",
    });
  }
  const lowest = planAtLevel(plan, { axis, level: low, ordinal: 0 });
  planAtLevel(plan, { axis, level: high, ordinal: 0 });
  const { runs } = extentOf(lowest.load, lowest.seed);
  if (runs === null) return;
  const hardest = thresholds.reduce((most, one): Threshold => (one.share > most.share ? one : most), first);
  const needed = runsForProof(hardest.share, leastAlpha(search));
  const most = (runs - plan.warmUpRuns) * search.looks;
  if (most >= needed) return;
  throw new CliError(
    EXIT_CODE.usage,
    `${hardest.text} cannot be shown: at this confidence it takes ${needed} runs without one outside, and all loads at ${describeLevel(axis, low)} together have ${most}.`,
    { hint: `Ask for ${Math.ceil(needed / search.looks)} runs a load at the least, better several times as many.` },
  );
}
