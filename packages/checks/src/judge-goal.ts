import type { Goal, JsonValue, RunSettings } from "@tfbench/contracts";
import { filledLeaves } from "./filled-leaves.ts";
import { GUARDS } from "./guards.ts";

export type GoalVerdict = { goal: Goal; goal_reason: string | null };

/**
 * The built-in guards: what a completed run's result says against the goal having been met. They never say that it was
 * met, so a result they have nothing against is not evaluated. Pure.
 */
export function judgeGoal(result: JsonValue, settings: Pick<RunSettings, "guards" | "allow_empty">): GoalVerdict {
  if (settings.guards === "off") return { goal: "not_evaluated", goal_reason: null };
  const judged = { result, leaves: filledLeaves(result) };
  for (const { name, goal, isAboutEmptiness, objectTo } of GUARDS) {
    if (isAboutEmptiness && settings.allow_empty) continue;
    const objection = objectTo(judged);
    if (objection !== null) return { goal, goal_reason: `Guard "${name}": ${objection}.` };
  }
  return { goal: "not_evaluated", goal_reason: null };
}
