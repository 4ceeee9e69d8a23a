import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { ScenarioFile } from "../plan/scenario-file.ts";
import type { LevelTask } from "./level-task.ts";

/** The levels a scenario file asks for, from the lowest on; null for a single load. Throws a CliError for two kinds at once. */
export function levelsFromFile({ sweep, search, settle_ms: settleMs }: ScenarioFile): LevelTask | null {
  if (sweep !== undefined && search !== undefined) {
    throw new CliError(EXIT_CODE.usage, "The scenario file has both sweep and search; one of them can be measured.");
  }
  if (sweep !== undefined) {
    const axis = "rate" in sweep ? "rate" : "concurrency";
    const levels = "rate" in sweep ? sweep.rate : sweep.concurrency;
    return { kind: "sweep", axis, settleMs, levels: [...new Set(levels)].sort((a, b) => a - b) };
  }
  if (search === undefined) return null;
  const axis = "rate" in search ? "rate" : "concurrency";
  const { from: low, to: high } = "rate" in search ? search.rate : search.concurrency;
  const { confidence, loads_per_level: looks } = search;
  return { kind: "search", axis, settleMs, low, high, confidence, looks };
}
