import type { ScenarioFile } from "../plan/scenario-file.ts";
import type { LevelTask } from "./level-task.ts";

/** The levels a scenario file asks for, from the lowest on; null for a single load. */
export function levelsFromFile({ sweep, settle_ms }: ScenarioFile): LevelTask | null {
  if (sweep === undefined) return null;
  const [axis, levels] =
    "rate" in sweep ? (["rate", sweep.rate] as const) : (["concurrency", sweep.concurrency] as const);
  return { kind: "sweep", axis, settleMs: settle_ms, levels: [...new Set(levels)].sort((a, b) => a - b) };
}
