import { z } from "zod";
import { RunSettings } from "./scenario.ts";
import { Goal } from "./status.ts";

/** One judgement on a run's result. A guard that passed has nothing against the result; it never says that the goal was met. */
export const CheckResult = z.object({
  kind: z.enum(["guard"]),
  name: z.string(),
  expected: z.string(),
  found: z.string().meta({ description: "What it found; where it does not apply, why." }),
  outcome: z.enum(["passed", "failed", "not_applicable"]),
  goal: Goal.nullable().meta({ description: "What it makes the goal when it decides; null unless it failed." }),
});
export type CheckResult = z.infer<typeof CheckResult>;

const GuardSettings = z.strictObject({
  guards: RunSettings.shape.guards,
  allow_empty: RunSettings.shape.allow_empty,
});

/** What judged a run's result, one by one: worked out from the result and the settings the run had. */
export const RunChecks = z.object({
  state: z.enum(["judged", "guards_off", "not_completed", "not_ended"]).meta({
    description: "Only the result of a completed run is judged; otherwise `checks` is empty.",
  }),
  checks: z.array(CheckResult).meta({ description: "In order; the first that failed decides." }),
  decided_by: z.string().nullable().meta({ description: "Name of the check that decided; null when none failed." }),
  settings: GuardSettings.meta({ description: "Those the run was judged with." }),
  settings_now: GuardSettings.meta({ description: "Those of its scenario today." }),
  goal_now: Goal.nullable().meta({
    description:
      "What these checks say today; other than the run's goal only where it was judged by an earlier version. null when nothing was judged.",
  }),
});
export type RunChecks = z.infer<typeof RunChecks>;
