import { AppError, MOST_RUNS_OF_BATCH, type BatchPlan, type LoadProfile, type RunOrder } from "@tfbench/contracts";
import { chatPlanOf, chatsOf, createSchedule, loadOriginOf, type LoadOrder } from "@tfbench/engine";
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
  const chats = chatPlanOf(plan);
  const given: LoadGiven = { plan, credential: chats === null ? null : credential, batch_origin_ms };
  const indexes = startIndexes(plan, runs);
  return {
    origin: loadOriginOf(plan.target.base_url),
    requests: requestFeedOf({ plan, credential, indexes }),
    profile: withinSlots(plan.load, { runs: indexes.length, slots }),
    seed: plan.seed ?? DEFAULT_SEED,
    timeouts: plan.timeouts,
    connections: "reused",
    ...(chats === null ? {} : { chats: chatsOf(chats) }),
    ...(plan.cancellation === undefined ? {} : { cancellation: plan.cancellation }),
    ...(plan.grace_ms === undefined ? {} : { grace_ms: plan.grace_ms }),
    meaning: { entry: MEANING_ENTRY, given },
  };
}

/** Places in the batch of the runs that the load profile starts: of chats the first turns. */
export function startIndexes(plan: BatchPlan, runs: readonly RunOrder[]): number[] {
  const { load, seed = DEFAULT_SEED, settings, is_open_ended } = plan;
  if (is_open_ended !== true) return runs.map(({ index }) => index);
  const stride = settings.chats?.turns ?? 1;
  const most = Math.floor(MOST_RUNS_OF_BATCH / stride);
  const length = load.kind === "closed" ? (load.runs ?? most) : createSchedule(load, seed).length;
  return Array.from({ length }, (_, place) => place * stride);
}

/** The target's limit may have been lowered since the batch was made. */
function withinSlots(load: LoadProfile, { runs, slots }: { runs: number; slots: number }): LoadProfile {
  if (load.kind === "closed") return { ...load, runs, concurrency: Math.min(load.concurrency, slots, runs) };
  return slots < runs ? { ...load, max_in_flight: Math.min(load.max_in_flight ?? Infinity, slots) } : load;
}
