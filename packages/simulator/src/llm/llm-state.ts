import type { DueQueue } from "../due-queue.ts";
import type { ReadStamps } from "../read-stamps.ts";
import type { LlmMetrics } from "./llm-metrics.ts";
import type { LlmOptions } from "./llm-options.ts";
import type { LlmScript } from "./llm-script.ts";
import type { LlmTruth } from "./llm-truth.ts";
import type { PrefixCache } from "./prefix-cache.ts";
import type { SlotQueue } from "./slot-queue.ts";

/** What the LLM endpoints of one simulator share. */
export interface LlmState {
  readonly options: LlmOptions;
  readonly pacer: DueQueue;
  readonly slots: SlotQueue;
  readonly truth: LlmTruth;
  readonly metrics: LlmMetrics;
  readonly prefixCache: PrefixCache;
  readonly stamps: ReadStamps;
  /** For what the script of a request leaves open. */
  defaultScript: LlmScript;
}
