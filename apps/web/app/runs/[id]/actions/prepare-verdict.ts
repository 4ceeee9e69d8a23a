import type { Run, SetVerdict } from "@tfbench/contracts";
import { measuredOf } from "#components/measured/measured-of.ts";
import { GOAL_LOOK } from "#components/status-look.ts";

type JudgedGoal = SetVerdict["goal"];
type VerdictForm = { label: string; goals: readonly JudgedGoal[]; options: { value: JudgedGoal; text: string }[] };

const OF_TEXT = ["passed", "partial", "failed"] as const satisfies readonly JudgedGoal[];
const OF_AGENT = [...OF_TEXT, "blocked", "task_invalid"] as const satisfies readonly JudgedGoal[];

/** What a person can say of the run: a text reaches no site that could block it. */
export function prepareVerdict({ provider, verdict }: Pick<Run, "provider" | "verdict">): VerdictForm {
  const isAgent = measuredOf(provider) === "agents";
  const known: readonly JudgedGoal[] = isAgent ? OF_AGENT : OF_TEXT;
  const given = verdict?.goal;
  const goals = given === undefined || known.includes(given) ? known : [...known, given];
  return {
    label: isAgent ? "The goal was" : "The answer was",
    goals,
    options: goals.map((goal) => ({ value: goal, text: GOAL_LOOK[goal].word })),
  };
}
