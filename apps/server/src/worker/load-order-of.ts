import { AppError, type BatchPlan, type LoadProfile } from "@tfbench/contracts";
import { encodeRequest, loadOriginOf, requestBlock, type LoadOrder, type RequestFeed } from "@tfbench/engine";
import { adapterOf } from "@tfbench/providers";
import type { LoadGiven } from "./load-record.ts";

const MEANING_ENTRY = new URL("./load-meaning.ts", import.meta.url);
const REQUESTS_PER_BLOCK = 10_000;
const DEFAULT_SEED = 1;

export type LoadToExecute = {
  plan: BatchPlan;
  credential: string | null;
  /** Runs still to be executed. */
  runs: number;
  /** How many may be open at once. */
  slots: number;
  batch_origin_ms: number | null;
};

/** What the measuring threads are asked to do. Throws an AppError where the plan cannot be put into a request. */
export function loadOrderOf({ plan, credential, runs, slots, batch_origin_ms }: LoadToExecute): LoadOrder {
  const prepared = adapterOf(plan.provider).prepare(plan, credential);
  if (prepared.kind !== "exchange")
    throw new AppError("invalid_input", "Runs of agents are not executed as a load over bare sockets.");
  const request = encodeRequest(prepared.start, new URL(plan.target.base_url).host);
  const given: LoadGiven = { plan, batch_origin_ms };
  return {
    origin: loadOriginOf(plan.target.base_url),
    requests: sameRequest(request, runs),
    profile: withinSlots(plan.load, { runs, slots }),
    seed: plan.seed ?? DEFAULT_SEED,
    timeouts: plan.timeouts,
    connections: "reused",
    meaning: { entry: MEANING_ENTRY, given },
  };
}

/** Every run of a batch sends the same bytes, which are kept once. */
const sameRequest = (request: Uint8Array, runs: number): RequestFeed => ({
  block: (first) =>
    requestBlock(
      first,
      Array.from({ length: Math.min(REQUESTS_PER_BLOCK, runs - first) }, () => request),
    ),
});

/** The target's limit may have been lowered since the batch was made. */
function withinSlots(load: LoadProfile, { runs, slots }: { runs: number; slots: number }): LoadProfile {
  if (load.kind === "closed") return { ...load, runs, concurrency: Math.min(load.concurrency, slots, runs) };
  return slots < runs ? { ...load, max_in_flight: Math.min(load.max_in_flight ?? Infinity, slots) } : load;
}
