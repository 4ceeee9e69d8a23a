import type { BatchPlan } from "@tfbench/contracts";

/** What the meaning thread is started with. The plan's credential stays in the main thread: meaning needs none. */
export type MeaningGiven = { plan: BatchPlan };
