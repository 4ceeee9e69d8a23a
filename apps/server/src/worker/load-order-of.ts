import { AppError, MOST_RUNS_OF_BATCH, type BatchPlan, type LoadProfile, type RunOrder } from "@tfbench/contracts";
import { loadOriginOf, type LoadOrder } from "@tfbench/engine";
import { adapterOf } from "@tfbench/providers";
import type { LoadGiven } from "./load-record.ts";
import { requestFeedOf } from "./request-feed-of.ts";

const MEANING_ENTRY = new URL("./load-meaning.ts", import.meta.url);
const DEFAULT_SEED = 1;

export type LoadToExecute = {
  plan: BatchPlan;
  credential: string | null;
  /** Runs still to be executed. */
  runs: readonly RunOrder[];
  /** How many may be open at once. */
  slots: number;
  batch_origin_ms: number | null;
};

/** What the measuring threads are asked to do. Throws an AppError where the plan cannot be put into a request. */
export function loadOrderOf({ plan, credential, runs, slots, batch_origin_ms }: LoadToExecute): LoadOrder {
  if (adapterOf(plan.provider).prepare(plan, credential).kind !== "exchange")
    throw new AppError("invalid_input", "Runs of agents are not executed as a load over bare sockets.");
  const given: LoadGiven = { plan, batch_origin_ms };
  return {
    origin: loadOriginOf(plan.target.base_url),
    requests: requestFeedOf({ plan, credential, indexes: indexesOf(plan, runs) }),
    profile: withinSlots(plan.load, { runs: mostRuns(plan, runs), slots }),
    seed: plan.seed ?? DEFAULT_SEED,
    timeouts: plan.timeouts,
    connections: "reused",
    meaning: { entry: MEANING_ENTRY, given },
  };
}

/** Runs that the load may have. */
export const mostRuns = ({ load, is_open_ended }: BatchPlan, runs: readonly RunOrder[]): number =>
  is_open_ended === true && load.kind === "closed" ? (load.runs ?? MOST_RUNS_OF_BATCH) : runs.length;

/** Their places in the batch, by those in the load. */
const indexesOf = (plan: BatchPlan, runs: readonly RunOrder[]): number[] =>
  Array.from({ length: mostRuns(plan, runs) }, (_, place) => runs[place]?.index ?? place);

/** The target's limit may have been lowered since the batch was made. */
function withinSlots(load: LoadProfile, { runs, slots }: { runs: number; slots: number }): LoadProfile {
  if (load.kind === "closed") return { ...load, runs, concurrency: Math.min(load.concurrency, slots, runs) };
  return slots < runs ? { ...load, max_in_flight: Math.min(load.max_in_flight ?? Infinity, slots) } : load;
}
