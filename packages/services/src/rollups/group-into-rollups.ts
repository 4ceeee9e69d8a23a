import type { FinishedRun, Rollup, RollupFigures, RollupKey } from "@tfbench/store";
import { RunRollup } from "@tfbench/stats";
import { hourOf } from "./hour-of.ts";

/** A rollup that is being added to. */
export type GrowingRollup = { key: RollupKey; rollup: RunRollup; runs: number };

/** Sorts finished runs into the rollups they belong to. `known` is added to and returned. */
export function groupIntoRollups(
  runs: Iterable<FinishedRun>,
  known = new Map<string, GrowingRollup>(),
): Map<string, GrowingRollup> {
  for (const run of runs) {
    const { project_id, origin, scenario_id, automation_id, target_id } = run;
    const key = { project_id, origin, hour: hourOf(run.due_at), scenario_id, automation_id, target_id };
    const growing = known.get(keyText(key)) ?? { key, rollup: new RunRollup(), runs: 0 };
    growing.rollup.add(run);
    growing.runs += 1;
    known.set(keyText(key), growing);
  }
  return known;
}

export const keyText = (key: RollupKey): string =>
  `${key.project_id}/${key.origin}/${key.hour}/${key.scenario_id}/${key.automation_id}/${key.target_id}`;

export const encodeRollup = ({ key, rollup, runs }: GrowingRollup): Rollup => ({ ...key, runs, ...rollup.encode() });

export const EMPTY_ROLLUP: RollupFigures = { runs: 0, ...new RunRollup().encode() };
