import type { BatchPlan, LoadPart } from "@tfbench/contracts";
import { plannedEndMs } from "@tfbench/engine";
import { partOfLoad, placeInChat } from "@tfbench/stats";

const DEFAULT_SEED = 1;

/** Says of a run, by its place in the batch and when it was due, which part of its load it belongs to; null: the measured one. */
export function partOfRun(plan: BatchPlan): (index: number, dueMs: number) => LoadPart | null {
  const { load, seed = DEFAULT_SEED, settings, warm_up_runs = 0, warm_up_ms = 0, cool_down_ms = 0 } = plan;
  if (warm_up_runs + warm_up_ms + cool_down_ms === 0) return () => null;
  const margins = { warmUpRuns: warm_up_runs, warmUpMs: warm_up_ms, coolDownMs: cool_down_ms };
  const partOf = partOfLoad(margins, plannedEndMs(load, seed));
  const { chats } = settings;
  return (index, dueMs) => {
    const part = partOf(chats === undefined ? index : placeInChat(chats, index).conversation, dueMs);
    return part === "window" ? null : part;
  };
}
