import { createDueQueue } from "../due-queue.ts";
import { createReadStamps } from "../read-stamps.ts";
import { createLlmMetrics } from "./llm-metrics.ts";
import type { LlmOptions } from "./llm-options.ts";
import type { LlmState } from "./llm-state.ts";
import { createLlmTruth } from "./llm-truth.ts";
import { createPrefixCache } from "./prefix-cache.ts";
import { createSlotQueue } from "./slot-queue.ts";

export function createLlmState(options: LlmOptions, { isTruthTaken }: { isTruthTaken: boolean }): LlmState {
  const slots = createSlotQueue(options.slots);
  return {
    options,
    slots,
    pacer: createDueQueue({ turnsBeforeDue: options.pacing === "turn" }),
    truth: createLlmTruth({ writesKept: options.truth_writes, isTaken: isTruthTaken }),
    metrics: createLlmMetrics(options.model, slots),
    prefixCache: createPrefixCache(),
    stamps: createReadStamps(),
    defaultScript: {},
  };
}
