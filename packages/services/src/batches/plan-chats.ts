import { AppError, MOST_RUNS_OF_BATCH } from "@tfbench/contracts";
import type { ScenarioChats } from "@tfbench/contracts";
import type { PlannedLoad } from "./plan-load.ts";

/** A load of chats: what it counts are conversations. How many runs they come to only their end tells. */
export function planChats({ load, seed, run_count }: PlannedLoad, { turns }: ScenarioChats): PlannedLoad {
  const conversations = load.kind === "closed" ? load.runs : run_count;
  const most = (conversations ?? 1) * turns;
  if (most > MOST_RUNS_OF_BATCH)
    throw new AppError(
      "invalid_input",
      `${conversations} conversations of up to ${turns} turns are up to ${most} runs; a batch of this server holds at most ${MOST_RUNS_OF_BATCH}.`,
      {
        hint: "Ask for fewer conversations, or measure from the command line with `tfbench run`, which takes any number.",
        fields: [
          { field: "load", message: `must make at most ${Math.floor(MOST_RUNS_OF_BATCH / turns)} conversations` },
        ],
      },
    );
  return { load, ...(seed === undefined ? {} : { seed }), is_open_ended: true };
}
